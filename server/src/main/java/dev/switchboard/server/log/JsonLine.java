// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.event.KeyValuePair;

/**
 * A log line for machines: one JSON object with {@code timestamp}, {@code level}, {@code logger},
 * {@code thread}, {@code message}; {@code client} and {@code message_id} if it was logged for one;
 * each key-value pair as a field; {@code exception} with the stack trace. Numbers and truth values
 * stay what they are.
 *
 * <p>Logback's own JSON encoder nests the pairs in an array, does not cut them, and lets through
 * control characters above 127.
 */
final class JsonLine extends EncoderBase<ILoggingEvent> {

    private static final byte[] NOTHING = {};

    private static final int LONGEST_TRACE = 32 * 1024;

    @Override
    public byte[] encode(ILoggingEvent event) {
        JsonObject line = new JsonObject();
        line.text("timestamp", DateTimeFormatter.ISO_INSTANT.format(event.getInstant()));
        line.text("level", event.getLevel().toString());
        line.text("logger", event.getLoggerName());
        line.text("thread", event.getThreadName());
        line.text("message", event.getFormattedMessage(), TextLine.LONGEST_MESSAGE);
        Correlation correlation = Fields.correlation(event);
        if (correlation != null) {
            line.text("client", correlation.client());
            if (correlation.message() > 0) {
                line.text("message_id", correlation.toString());
            }
        }
        IThrowableProxy thrown = event.getThrowableProxy();
        if (thrown != null) {
            StringBuilder trace = new StringBuilder();
            StackTrace.append(trace, thrown);
            line.text("exception", trace.toString(), LONGEST_TRACE);
        }
        for (KeyValuePair pair : Fields.of(event)) {
            line.value(pair.key, pair.value);
        }
        return line.end().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }

    /** A flat JSON object in the making. The first of two fields with one name wins. */
    private static final class JsonObject {

        private final StringBuilder out = new StringBuilder(256).append('{');
        private final Set<String> names = new HashSet<>();

        void text(String name, String text) {
            text(name, text, Fields.LONGEST_VALUE);
        }

        void text(String name, String text, int limit) {
            if (begin(name)) {
                Clean.quote(out, text, limit);
            }
        }

        void value(String name, Object value) {
            switch (value) {
                case Boolean truth -> literal(name, truth);
                case Integer number -> literal(name, number);
                case Long number -> literal(name, number);
                case Double number when Double.isFinite(number) -> literal(name, number);
                default -> text(name, String.valueOf(value));
            }
        }

        private void literal(String name, Object value) {
            if (begin(name)) {
                out.append(value);
            }
        }

        private boolean begin(String name) {
            if (!names.add(name)) {
                return false;
            }
            if (names.size() > 1) {
                out.append(',');
            }
            Clean.quote(out, name, Fields.LONGEST_VALUE);
            out.append(':');
            return true;
        }

        String end() {
            return out.append("}\n").toString();
        }
    }
}
