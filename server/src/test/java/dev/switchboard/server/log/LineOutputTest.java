// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.OutputStreamAppender;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

class LineOutputTest {

    private final LongAdder lost = new LongAdder();
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final Terminal terminal = new Terminal(shown);

    @Test
    void theLogGoesOnAfterAFailure() {
        LoggerContext logback = new LoggerContext();
        logback.setMDCAdapter(new LogbackMDCAdapter());
        OutputStreamAppender<ILoggingEvent> output = new OutputStreamAppender<>();
        output.setContext(logback);
        output.setEncoder(Logs.utf8(new TextLine(ZoneOffset.UTC)));
        output.setOutputStream(new LineOutput(terminal, false, lost));
        output.start();
        output.doAppend(line(logback, "one"));
        terminal.isFull = true;
        output.doAppend(line(logback, "two"));
        output.doAppend(line(logback, "three"));
        terminal.isFull = false;
        output.doAppend(line(logback, "four"));

        assertThat(lost.sum()).isEqualTo(2);
        assertThat(shown.toString(UTF_8).lines().map(String::strip))
                .satisfiesExactly(
                        line -> assertThat(line).endsWith(" one"),
                        line -> assertThat(line).isEmpty(),
                        line -> assertThat(line).endsWith(" four"));
    }

    private static LoggingEvent line(LoggerContext logback, String message) {
        return new LoggingEvent(
                "", logback.getLogger("a"), Level.INFO, message, null, new Object[0]);
    }

    /** Takes nothing while it is full. */
    private static final class Terminal extends FilterOutputStream {

        private boolean isFull;

        Terminal(OutputStream shown) {
            super(shown);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (isFull) {
                throw new IOException("No space left on device");
            }
            out.write(bytes, offset, length);
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }
    }
}
