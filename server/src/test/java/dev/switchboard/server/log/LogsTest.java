// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.ContextInitializer;
import dev.switchboard.server.log.LogSettings.Rotation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.HostPort;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

class LogsTest {

    @TempDir Path folder;

    /** There is one Logback in a process: leave it as the other tests found it. */
    @AfterEach
    void asBefore() throws Exception {
        LoggerContext logback = (LoggerContext) LoggerFactory.getILoggerFactory();
        logback.reset();
        new ContextInitializer(logback).autoConfig();
        logback.start();
    }

    @Test
    void linesCarryTheirDetailsAndTheMessageThatCausedThem() throws IOException {
        try (Logs logs = open(Level.INFO, Map.of())) {
            Correlation.run(
                    new Correlation("c1", 17),
                    () ->
                            LoggerFactory.getLogger("x.Chat")
                                    .atInfo()
                                    .addKeyValue("room", "r1")
                                    .log("joined"));
            assertThat(logs.dropped()).isZero();
        }
        assertThat(written()).singleElement().asString().endsWith(" joined [c1-17] room=r1");
    }

    @Test
    void aPluginsLoggerArrivesHere() throws IOException {
        try (Logs logs = open(Level.INFO, Map.of())) {
            System.getLogger("plugin.chat").log(System.Logger.Level.WARNING, "it {0}", "rains");
            assertThat(logs.dropped()).isZero();
        }
        assertThat(written())
                .singleElement()
                .asString()
                .contains(" WARN  chat ")
                .endsWith(" it rains");
    }

    @Test
    void aLevelHoldsForTheLoggersBelow() throws IOException {
        try (Logs logs = open(Level.WARN, Map.of("a.b", Level.DEBUG))) {
            LoggerFactory.getLogger("a.b.c").debug("one");
            LoggerFactory.getLogger("a.b").trace("two");
            LoggerFactory.getLogger("a").info("three");
            LoggerFactory.getLogger("a").warn("four");
            assertThat(logs.dropped()).isZero();
        }
        assertThat(messages()).containsExactly("one", "four");
    }

    @Test
    void levelsChangeWhileItRuns() throws IOException {
        try (Logs logs = open(Level.INFO, Map.of("a.b", Level.DEBUG))) {
            logs.setLevels(Level.WARN, Map.of("d", Level.INFO));
            LoggerFactory.getLogger("a.b").debug("one");
            LoggerFactory.getLogger("a.b").info("two");
            LoggerFactory.getLogger("d").info("three");
        }
        assertThat(messages()).containsExactly("three");
    }

    @Test
    void talkativeLibrariesAreHeardOnlyByName() throws IOException {
        try (Logs logs = open(Level.INFO, Map.of())) {
            LoggerFactory.getLogger("org.eclipse.jetty.server.Server").info("one");
            logs.setLevels(Level.INFO, Map.of("org.eclipse.jetty", Level.INFO));
            LoggerFactory.getLogger("org.eclipse.jetty.server.Server").info("two");
        }
        assertThat(messages()).containsExactly("two");
    }

    @Test
    void malformedRequestsDoNotFillTheLog() throws IOException {
        try (Logs logs = open(Level.INFO, Map.of())) {
            HostPort.unsafe("a stranger's: words");
            LoggerFactory.getLogger(HttpParser.class).warn("of a stranger");
            LoggerFactory.getLogger(Response.class).warn("a URL of a stranger");
            logs.setLevels(Level.INFO, Map.of(HttpParser.class.getName(), Level.WARN));
            LoggerFactory.getLogger(HttpParser.class).warn("asked for");
        }
        assertThat(messages()).containsExactly("asked for");
    }

    @Test
    void aValueIsTakenWhenItIsLoggedNotWhenItIsWritten() throws IOException {
        StringBuilder changing = new StringBuilder("before");
        try (Logs logs = open(Level.INFO, Map.of())) {
            for (int i = 0; i < 100; i++) {
                LoggerFactory.getLogger("a").atInfo().addKeyValue("v", changing).log("m");
            }
            changing.setLength(0);
            assertThat(logs.dropped()).isZero();
        }
        assertThat(written()).hasSize(100).allMatch(line -> line.endsWith(" v=before"));
    }

    @Test
    void aFileThatCannotBeWrittenLeavesEverythingAsItWas() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        LogSettings impossible =
                new LogSettings(
                        false,
                        Level.INFO,
                        Map.of(),
                        Optional.of(new Rotation(file.resolve("x"), 1000, 1)),
                        Optional.empty());
        try (Logs logs = open(Level.INFO, Map.of())) {
            assertThatThrownBy(() -> Logs.open(impossible)).isInstanceOf(IOException.class);
            LoggerFactory.getLogger("a").info("still here");
            assertThat(logs.dropped()).isZero();
        }
        assertThat(messages()).containsExactly("still here");
    }

    @Test
    void theAuditHasALevelAndIfWantedAFileOfItsOwn() throws IOException {
        var audit = LoggerFactory.getLogger(LineKinds.AUDIT);
        try (Logs logs = open(Level.ERROR, Map.of())) {
            audit.info("among others");
            logs.setLevels(Level.ERROR, Map.of(LineKinds.AUDIT, Level.WARN));
            audit.info("not asked for");
        }
        var own = new Rotation(folder.resolve("audit.log"), 1_000_000, 1);
        var file = new Rotation(folder.resolve("test.log"), 1_000_000, 1);
        var settings =
                new LogSettings(false, Level.ERROR, Map.of(), Optional.of(file), Optional.of(own));
        try (Logs logs = Logs.open(settings)) {
            audit.info("alone");
            // Written when it returns, whatever becomes of the process.
            assertThat(folder.resolve("audit.log")).content().endsWith(" alone\n");
            logs.limitClientLines(1, Duration.ofDays(1));
            audit.atWarn().addMarker(LineKinds.BY_STRANGERS).log("of strangers");
            assertThat(logs.clientLinesLeftOut()).isEqualTo(1);
        }
        assertThat(messages()).containsExactly("among others");
        assertThat(Files.readAllLines(folder.resolve("audit.log"))).hasSize(1);
    }

    private Logs open(Level root, Map<String, Level> levels) throws IOException {
        Rotation file = new Rotation(folder.resolve("test.log"), 1_000_000, 1);
        return Logs.open(new LogSettings(false, root, levels, Optional.of(file), Optional.empty()));
    }

    private List<String> written() throws IOException {
        return Files.readAllLines(folder.resolve("test.log"));
    }

    private List<String> messages() throws IOException {
        return written().stream()
                .map(line -> line.substring(line.indexOf("  ", 30)).strip())
                .toList();
    }
}
