// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/ARCHITECTURE.md} names nothing that is not there. */
class ArchitectureDocumentTest {
    private static final Path ROOT = Path.of("..");

    /** {@code `Outbox`} or {@code `Outbox.flush`}. */
    private static final Pattern NAME =
            Pattern.compile("`([A-Z]\\w*[a-z]\\w*)(?:\\.([a-z]\\w*))?`");

    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|//[^\n]*");

    private final String page = read(ROOT.resolve("docs/ARCHITECTURE.md"));
    private final Set<Path> sources = sources();

    @Test
    void everyClassItNamesExists() {
        assertThat(names()).hasSizeGreaterThan(100);
        assertThat(names().filter(name -> source(name.group(1)).isEmpty()))
                .extracting(MatchResult::group)
                .isEmpty();
    }

    @Test
    void everyMemberItNamesStandsInItsClass() {
        assertThat(names().filter(name -> name.group(2) != null)).hasSizeGreaterThan(30);
        assertThat(names().filter(name -> name.group(2) != null && !hasMember(name)))
                .extracting(MatchResult::group)
                .isEmpty();
    }

    /** In the code of the class, as a method or a field; a word in a comment is not enough. */
    private boolean hasMember(MatchResult name) {
        return Pattern.compile("\\b" + name.group(2) + "\\s*[(;=]")
                .matcher(COMMENT.matcher(source(name.group(1))).replaceAll(" "))
                .find();
    }

    private Stream<MatchResult> names() {
        return NAME.matcher(page).results();
    }

    private String source(String type) {
        return sources.stream()
                .filter(file -> file.endsWith(type + ".java"))
                .map(ArchitectureDocumentTest::read)
                .collect(Collectors.joining());
    }

    private static Set<Path> sources() {
        return Stream.of("server", "plugin-api", "plugins")
                .flatMap(module -> files(ROOT.resolve(module)))
                .filter(file -> file.toString().endsWith(".java"))
                .collect(Collectors.toSet());
    }

    private static Stream<Path> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
