// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Runs the tests of the page's own logic, which are written in its language, with Node's runner.
 */
final class PageScriptsTest {
    private static final Path TESTS = Path.of("src", "test", "js");

    @Test
    @Timeout(60)
    void thePagesScriptsDoWhatTheirTestsSay() throws Exception {
        assumeTrue(isOnPath("node"), "needs Node");
        List<String> command = new ArrayList<>(List.of("node", "--test"));
        command.addAll(testFiles());

        Process node = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(node.getInputStream().readAllBytes(), UTF_8);

        assertThat(node.waitFor()).as(output).isZero();
    }

    /** Named one by one: what Node makes of a folder differs between its versions. */
    private static List<String> testFiles() throws IOException {
        try (var files = Files.list(TESTS)) {
            return files.map(Path::toString).filter(file -> file.endsWith(".test.js")).toList();
        }
    }

    private static boolean isOnPath(String command) {
        String path = System.getenv().getOrDefault("PATH", "");
        return List.of(path.split(File.pathSeparator)).stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
    }
}
