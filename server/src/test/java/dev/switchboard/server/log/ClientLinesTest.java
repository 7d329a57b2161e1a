// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.read.ListAppender;
import ch.qos.logback.core.spi.FilterReply;
import dev.switchboard.server.time.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ClientLinesTest {

    private static final Correlation CLIENT = Correlation.of("c1");

    private final VirtualTime time = new VirtualTime();
    private final ClientLines budget = new ClientLines(time::nanos);
    private final ListAppender<ILoggingEvent> written = new ListAppender<>();
    private final LoggerContext logback = new LoggerContext();
    private final Logger gate = logback.getLogger("dev.switchboard.server.transport.Gate");

    @BeforeEach
    void open() {
        logback.setMDCAdapter(new LogbackMDCAdapter());
        written.addFilter(budget);
        written.start();
        logback.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(written);
        budget.limit(2, Duration.ofSeconds(1));
    }

    @Test
    void aMinutesWorthMayComeAtOnceAndThenTheRate() {
        fill(1_000);
        assertThat(written.list).hasSize(120);
        for (int second = 1; second <= 10; second++) {
            time.advance(Duration.ofSeconds(1));
            fill(100);
            assertThat(written.list).hasSize(120 + 2 * second);
        }
        time.advance(Duration.ofHours(1));
        fill(1_000);
        assertThat(written.list).hasSize(140 + 120);
        assertThat(budget.leftOut()).isEqualTo(880 + 980 + 880);
    }

    @Test
    void whatNoClientCausesIsAlwaysWrittenAndSoAreErrors() {
        fill(1_000);
        written.list.clear();
        for (int n = 0; n < 500; n++) {
            gate.info("of the switch");
            gate.warn("of the switch");
            Correlation.run(CLIENT, () -> gate.error("of a client"));
        }
        assertThat(written.list).hasSize(1_500);
    }

    @Test
    void whatAPluginSaysOfMessagesCountsToo() {
        fill(1_000);
        written.list.clear();
        Correlation.run(
                new Correlation("c1", 7), () -> logback.getLogger("plugin.chat").warn("said"));
        assertThat(written.list).isEmpty();
    }

    @Test
    void whatStrangersCauseCountsTooAndOrdersDoNot() {
        fill(1_000);
        written.list.clear();
        var audit = logback.getLogger(LineKinds.AUDIT);
        audit.atWarn().addMarker(LineKinds.BY_STRANGERS).log("refused");
        audit.info("ordered");
        assertThat(written.list).extracting(ILoggingEvent::getMessage).containsExactly("ordered");
    }

    @Test
    void theLimitChangesWhileItRuns() {
        fill(1_000);
        budget.limit(200, Duration.ofSeconds(1));
        time.advance(Duration.ofSeconds(1));
        fill(1_000);
        assertThat(written.list).hasSize(120 + 200);
    }

    @Test
    void whatIsLeftOutIsToldByKind() {
        fill(121);
        Correlation.run(CLIENT, () -> gate.info("client connected"));
        Correlation.run(CLIENT, () -> logback.getLogger("plugin.chat").info("one text"));
        Correlation.run(CLIENT, () -> logback.getLogger("plugin.chat").info("another"));
        assertThat(told()).containsExactly("client_connected=1", "filled=1", "plugin.chat=2");
        assertThat(told()).isEmpty();
    }

    @Test
    void kindsAreBounded() {
        fill(120);
        for (int n = 0; n < 1_000; n++) {
            var logger = logback.getLogger("plugin.p" + n);
            Correlation.run(CLIENT, () -> logger.info("x"));
        }
        assertThat(told()).hasSize(33).contains("others=968");
    }

    @Test
    void noLineIsPaidTwice() throws Exception {
        Callable<Long> writer = () -> IntStream.range(0, 1_000).filter(_ -> isWritten()).count();
        try (var threads = Executors.newFixedThreadPool(4)) {
            long passed = 0;
            for (var each : threads.invokeAll(List.of(writer, writer, writer, writer))) {
                passed += each.get();
            }
            assertThat(passed).isEqualTo(120);
        }
        assertThat(budget.leftOut()).isEqualTo(4_000 - 120);
    }

    private boolean isWritten() {
        var before = Correlation.with(CLIENT);
        try {
            return budget.decide(new Line("x").event()) != FilterReply.DENY;
        } finally {
            Correlation.restore(before);
        }
    }

    private void fill(int lines) {
        for (int n = 0; n < lines; n++) {
            Correlation.run(CLIENT, () -> gate.info("filled"));
        }
    }

    /** What the line says that tells of the others. */
    private List<String> told() {
        var log = (Logger) LoggerFactory.getLogger(ClientLines.class);
        var lines = new ListAppender<ILoggingEvent>();
        lines.start();
        log.setLevel(Level.WARN);
        log.addAppender(lines);
        try {
            budget.tell();
        } finally {
            log.detachAppender(lines);
            log.setLevel(null);
        }
        return lines.list.stream()
                .flatMap(line -> line.getKeyValuePairs().stream())
                .map(pair -> pair.key + "=" + pair.value)
                .toList();
    }
}
