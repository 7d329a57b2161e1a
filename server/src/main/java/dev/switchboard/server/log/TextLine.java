// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.LayoutBase;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.slf4j.event.KeyValuePair;

/**
 * A log line for people: time, level, who says it, what, for which message, and the details.
 *
 * <pre>
 * 2025-01-01 12:00:00.123 INFO  Gate            client connected [c1] remote=192.0.2.7:51234
 * </pre>
 */
final class TextLine extends LayoutBase<ILoggingEvent> {

    static final int LONGEST_MESSAGE = 2048;

    private static final int LOGGER_WIDTH = 16;

    private final DateTimeFormatter moments;

    /** In the time zone of those who read it. */
    TextLine(ZoneId zone) {
        moments = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS").withZone(zone);
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(160);
        moments.formatTo(event.getInstant(), line);
        line.append(' ').append(padded(event.getLevel().toString(), 5)).append(' ');
        String logger = event.getLoggerName();
        Clean.append(
                line,
                padded(logger.substring(logger.lastIndexOf('.') + 1), LOGGER_WIDTH),
                Fields.LONGEST_VALUE);
        line.append(' ');
        Clean.append(line, event.getFormattedMessage(), LONGEST_MESSAGE);
        Correlation correlation = Fields.correlation(event);
        if (correlation != null) {
            line.append(" [");
            Clean.append(line, correlation.toString(), Fields.LONGEST_VALUE);
            line.append(']');
        }
        for (KeyValuePair pair : Fields.of(event)) {
            line.append(' ');
            word(line, pair.key);
            line.append('=');
            word(line, String.valueOf(pair.value));
        }
        line.append('\n');
        IThrowableProxy thrown = event.getThrowableProxy();
        if (thrown != null) {
            StackTrace.append(line, thrown);
        }
        return line.toString();
    }

    /** As it is if it is one plain word, otherwise in quotes, so that nobody can forge a pair. */
    private static void word(StringBuilder line, String text) {
        if (Clean.isWord(text) && text.length() <= Fields.LONGEST_VALUE) {
            line.append(text);
        } else {
            Clean.quote(line, text, Fields.LONGEST_VALUE);
        }
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
