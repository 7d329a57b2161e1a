// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.LayoutBase;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
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
final class JsonLine extends LayoutBase<ILoggingEvent> {

    private static final int LONGEST_TRACE = 32 * 1024;

    @Override
    public String doLayout(ILoggingEvent event) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("timestamp", text(DateTimeFormatter.ISO_INSTANT.format(event.getInstant())));
        fields.put("level", text(event.getLevel().toString()));
        fields.put("logger", text(event.getLoggerName()));
        fields.put("thread", text(event.getThreadName()));
        fields.put("message", text(event.getFormattedMessage(), TextLine.LONGEST_MESSAGE));
        Correlation correlation = Fields.correlation(event);
        if (correlation != null) {
            fields.put("client", text(correlation.client()));
            if (correlation.message() > 0) {
                fields.put("message_id", text(correlation.toString()));
            }
        }
        IThrowableProxy thrown = event.getThrowableProxy();
        if (thrown != null) {
            StringBuilder trace = new StringBuilder();
            StackTrace.append(trace, thrown);
            fields.put("exception", text(trace.toString(), LONGEST_TRACE));
        }
        for (KeyValuePair pair : Fields.of(event)) {
            fields.putIfAbsent(pair.key, value(pair.value)); // the first of one name wins
        }
        return fields.entrySet().stream()
                .map(field -> text(field.getKey()) + ":" + field.getValue())
                .collect(Collectors.joining(",", "{", "}\n"));
    }

    private static String value(Object value) {
        return switch (value) {
            case Boolean truth -> truth.toString();
            case Integer number -> number.toString();
            case Long number -> number.toString();
            case Double number when Double.isFinite(number) -> number.toString();
            default -> text(String.valueOf(value));
        };
    }

    private static String text(String text) {
        return text(text, Fields.LONGEST_VALUE);
    }

    private static String text(String text, int limit) {
        StringBuilder quoted = new StringBuilder(text.length() + 2);
        Clean.quote(quoted, text, limit);
        return quoted.toString();
    }
}
