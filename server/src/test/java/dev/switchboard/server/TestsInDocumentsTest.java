// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a document names the test of what it says, there is that test. */
class TestsInDocumentsTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern NAME = Pattern.compile("`([A-Z]\\w+(?:Test|IT))`");

    @ParameterizedTest
    @ValueSource(strings = {"SECURITY.md", "docs/PROMISES.md", "docs/AUTH.md"})
    void allThatAreNamedAreThere(String page) throws IOException {
        var named = new TreeSet<String>();
        var names = NAME.matcher(Files.readString(ROOT.resolve(page)));
        while (names.find()) {
            named.add(names.group(1) + ".java");
        }
        assertThat(named).isNotEmpty();
        assertThat(sources()).containsAll(named);
    }

    private static Set<String> sources() throws IOException {
        try (var files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().contains("/src/test/java/"))
                    .filter(file -> !file.toString().contains("/target/"))
                    .map(file -> file.getFileName().toString())
                    .collect(Collectors.toSet());
        }
    }
}
