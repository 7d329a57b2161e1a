// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The guide for plugin authors as a heap of code: files, whose name stands in the line above,
 * commands for the shell, and snippets of Java that are no file of their own.
 */
record PluginsGuide(String text) {
    private static final Pattern BLOCK =
            Pattern.compile(
                    "(?:^`([^`\n]+)`\n)?^```(\\w*)\n(.*?)^```$",
                    Pattern.MULTILINE | Pattern.DOTALL);

    static PluginsGuide of(Path page) throws IOException {
        return new PluginsGuide(Files.readString(page));
    }

    private List<MatchResult> blocks() {
        return BLOCK.matcher(text).results().toList();
    }

    /** Writes its files, where it says. */
    void writeFiles(Path folder) throws IOException {
        for (MatchResult block : blocks()) {
            if (block.group(1) != null) {
                Path file = folder.resolve(block.group(1));
                Files.createDirectories(file.getParent());
                Files.writeString(file, block.group(3));
            }
        }
    }

    /** Its commands, in the order in which they stand there. */
    List<String> commands() {
        return blocks().stream()
                .filter(block -> block.group(2).equals("sh"))
                .map(block -> block.group(3))
                .toList();
    }

    /** What belongs into the start of some plugin. */
    List<String> snippets() {
        return blocks().stream()
                .filter(block -> block.group(1) == null && block.group(2).equals("java"))
                .map(block -> block.group(3))
                .toList();
    }
}
