// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A page of the documents, for what it tells people to write or to run. */
enum Guide {
    OPERATING,
    AUTH;

    private static final String INDENT = "    ";

    private final Path page = Path.of("..", "docs", name() + ".md");

    /**
     * What stands indented below a line, with addresses and files that the test has.
     *
     * @param instead what to write in place of what the page says; all of it must be there
     */
    String indented(String line, Map<String, String> instead) throws IOException {
        List<String> lines = Files.readAllLines(page);
        assertThat(lines).as(page.toString()).containsOnlyOnce(line);
        String text =
                lines.stream()
                        .skip(lines.indexOf(line) + 1L)
                        .takeWhile(next -> next.isEmpty() || next.startsWith(INDENT))
                        .collect(Collectors.joining("\n", "", "\n"));
        for (var each : instead.entrySet()) {
            assertThat(text).contains(each.getKey());
            text = text.replace(each.getKey(), each.getValue());
        }
        return text;
    }
}
