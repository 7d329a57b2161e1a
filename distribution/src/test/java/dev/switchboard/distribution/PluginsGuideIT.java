// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Does what {@code docs/PLUGINS.md} tells authors to do, to the letter, with nothing but a tarball
 * and a JDK.
 */
class PluginsGuideIT {
    @AutoClose private static UnpackedSwitch unpacked;
    private static PluginsGuide guide;
    private static Path work;
    private static String said;

    @BeforeAll
    static void followTheGuide() throws IOException {
        unpacked = UnpackedSwitch.of(Tarball.WITHOUT_JAVA);
        guide = PluginsGuide.of(unpacked.home().resolve("docs/PLUGINS.md"));
        work = Files.createDirectories(unpacked.above().resolve("work"));
        guide.writeFiles(work);
        said = shell(String.join("\n", guide.commands()));
    }

    private static String shell(String commands) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder("sh", "-eu", "-c", commands).directory(work.toFile());
        builder.environment().clear();
        builder.environment().putAll(unpacked.command().environment());
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("SWITCHBOARD", unpacked.home().toString());
        builder.environment()
                .merge(
                        "PATH",
                        System.getProperty("java.home") + "/bin:",
                        (path, jdk) -> jdk + path);
        Outcome outcome = Outcome.of(builder);
        assertThat(outcome.exitCode()).as(outcome.toString()).isZero();
        return outcome.out();
    }

    @Test
    void theSwitchRunsThePlugin() {
        assertThat(said).containsPattern("dice +1\\.0\\.0 +running +roll_dice");
    }

    @Test
    void theTestOfThePluginPasses() {
        assertThat(said).contains("the dice are fine");
    }

    @Test
    void thePluginAnswersAsTheGuideSays() throws Exception {
        Talk talk = new Talk();
        WebSocket socket =
                HttpClient.newHttpClient()
                        .newWebSocketBuilder()
                        .buildAsync(unpacked.websocket(), talk)
                        .get(30, TimeUnit.SECONDS);
        socket.sendText("{\"msg_type\":\"roll_dice\",\"dice\":2,\"id\":1}", true).join();
        assertThat(talk.next())
                .matches(
                        "\\{\"msg_type\":\"dice_rolled\",\"from\":\"[^\"]+\",\"numbers\":\\[[1-6],[1-6]]}");
        assertThat(talk.next()).isEqualTo("{\"msg_type\":\"ok\",\"id\":1}");
        socket.sendText("{\"msg_type\":\"roll_dice\",\"dice\":0,\"id\":2}", true).join();
        assertThat(talk.next()).contains("\"code\":\"bad_field\"").contains("\"field\":\"dice\"");
        socket.sendText("{\"msg_type\":\"roll_dice\",\"dice\":11,\"id\":3}", true).join();
        assertThat(talk.next()).contains("\"code\":\"too_many_dice\"");
        socket.abort();
    }

    @Test
    void allSnippetsCompile() throws IOException {
        List<String> snippets = guide.snippets();
        assertThat(snippets).isNotEmpty();
        StringBuilder source =
                new StringBuilder(
                        """
                        import dev.switchboard.api.*;
                        import java.lang.System.Logger.Level;
                        import java.time.Duration;
                        import java.util.Locale;
                        import java.util.Map;
                        abstract class Snippets {
                        """);
        for (int number = 0; number < snippets.size(); number++) {
            String snippet = snippets.get(number);
            source.append(
                    snippet.startsWith("sealed")
                            ? snippet // Java has no sealed types inside of methods
                            : "void snippet%d(PluginContext context, Client sender) {%n%s}%n"
                                    .formatted(number, snippet));
        }
        Files.writeString(work.resolve("Snippets.java"), source.append("}").toString());
        shell(
                "javac -cp \"$SWITCHBOARD\"/lib/switchboard-plugin-api-*.jar -d snippets Snippets.java");
        assertThat(work.resolve("snippets/Snippets.class")).exists();
    }

    /** What one client hears. */
    private static final class Talk implements WebSocket.Listener {
        private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean isLast) {
            heard.add(text.toString());
            socket.request(1);
            return null;
        }

        String next() throws InterruptedException {
            return heard.poll(30, TimeUnit.SECONDS);
        }
    }
}
