// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.load.result.Result;
import dev.switchboard.load.result.ResultJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HtmlReportTest {
    private static final String COMMAND = "switchboard bench fan-out --room '<b>'";

    @Test
    void isOnePageThatLoadsNothing() throws IOException {
        String page = HtmlReport.of(canned(), COMMAND);

        assertThat(page).startsWith("<!doctype html>").endsWith("</body></html>\n");
        assertThat(page).doesNotContain("<script", "<link", "src=", "@import", "url(");
        // The name of SVG itself is the only address.
        assertThat(Pattern.compile("https?://").matcher(page).results().count())
                .isEqualTo(Pattern.compile("<svg ").matcher(page).results().count());
        Files.writeString(Path.of("target/report.html"), page);
    }

    @Test
    void drawsEverythingThatWasMeasured() throws IOException {
        assertThat(HtmlReport.of(canned(), COMMAND))
                .contains("Latency by percentile", "Messages delivered", "Latency over time")
                .contains("Server memory", "Server CPU")
                .contains("prefers-color-scheme");
    }

    @Test
    void saysWhatTheCommandWasAndEscapesIt() throws IOException {
        assertThat(HtmlReport.of(canned(), COMMAND))
                .contains("switchboard bench fan-out --room '&lt;b&gt;'");
    }

    @Test
    void praisesOnlyWhatIsWhole() throws IOException {
        String whole = read();
        String torn = whole.replace("\"lost\":0", "\"lost\":17");

        assertThat(HtmlReport.of(ResultJson.read(whole), COMMAND))
                .contains("class=\"verdict good\"")
                .doesNotContain("class=\"verdict bad\"");
        assertThat(HtmlReport.of(ResultJson.read(torn), COMMAND))
                .contains("class=\"verdict bad\"", "17 were lost")
                .doesNotContain("class=\"verdict good\"");
    }

    @Test
    void warnsOfWhatMakesFiguresDoubtful() throws IOException {
        String doubtful =
                read().replace("\"is_the_limit\":false", "\"is_the_limit\":true")
                        .replace("\"other_cpu_percent\":1.5", "\"other_cpu_percent\":31");

        assertThat(HtmlReport.of(ResultJson.read(doubtful), COMMAND))
                .contains("The generator was busy all the time", "Others used 31 %");
        assertThat(HtmlReport.of(canned(), COMMAND)).doesNotContain("class=\"warning\"");
    }

    @Test
    void makesDoWithoutServerAndTimeline() throws IOException {
        String json =
                read().replaceFirst("\"server\":\\{.*?\\}.*?\\},", "\"server\":null,")
                        .replaceFirst("\"timeline\":\\[.*?\\],", "");

        assertThat(HtmlReport.of(ResultJson.read(json), COMMAND))
                .contains("Latency by percentile")
                .doesNotContain("Server CPU", "Server memory", "Messages delivered");
    }

    private static Result canned() throws IOException {
        return ResultJson.read(read());
    }

    private static String read() throws IOException {
        try (InputStream canned = HtmlReportTest.class.getResourceAsStream("fan-out.json")) {
            return new String(
                    Objects.requireNonNull(canned).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
