// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavadocTest {
    private static final Path SOURCES = Path.of("src/main/java/dev/switchboard/api");
    private static final Path EXAMPLES = Path.of("src/test/java/dev/switchboard/api");

    @TempDir Path pages;

    @Test
    void allExamplesExistAndAllLinksLeadSomewhere() throws IOException {
        StringWriter complaints = new StringWriter();
        PrintWriter out = new PrintWriter(complaints);
        List<String> options =
                List.of(
                        "-quiet",
                        "-Werror",
                        "-Xdoclint:all,-missing",
                        "--snippet-path",
                        EXAMPLES.toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        pages.toString());
        List<String> arguments =
                Stream.concat(options.stream(), sources().stream().map(Path::toString)).toList();
        int result =
                ToolProvider.findFirst("javadoc")
                        .orElseThrow()
                        .run(out, out, arguments.toArray(String[]::new));

        assertThat(complaints.toString()).isEmpty();
        assertThat(result).isZero();
        assertThat(Files.readString(pages.resolve("dev/switchboard/api/Kind.html")))
                .contains("book_table");
    }

    @Test
    void everyTypeHasAnExample() throws IOException {
        for (Path source : sources()) {
            String text = Files.readString(source);
            if (!source.endsWith("package-info.java")) {
                assertThat(text).as(source.toString()).contains("{@snippet class=\"ApiExamples\"");
            }
        }
    }

    @Test
    void theApiCanBeReadInOneSitting() throws IOException {
        assertThat(sources()).hasSizeLessThanOrEqualTo(31);
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.list(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
        }
    }
}
