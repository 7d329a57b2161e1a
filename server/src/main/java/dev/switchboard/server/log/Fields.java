// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * The key-value pairs of a line and the {@link Correlation} of the thread that logs it. They are
 * taken while that thread waits, because a line is written later, by another one, when the values
 * may have changed.
 */
final class Fields {

    /** Longer values are cut. */
    static final int LONGEST_VALUE = 256;

    private Fields() {}

    /** What can be said now: pairs with fixed values, the correlation last. */
    static List<KeyValuePair> taken(ILoggingEvent event) {
        List<KeyValuePair> taken = new ArrayList<>();
        for (KeyValuePair pair : pairs(event)) {
            taken.add(new KeyValuePair(String.valueOf(pair.key), fixed(pair.value)));
        }
        Correlation correlation = Correlation.current();
        if (correlation != null) {
            taken.add(new KeyValuePair("", correlation));
        }
        return taken;
    }

    /** The pairs but the correlation. */
    static List<KeyValuePair> of(ILoggingEvent event) {
        return pairs(event).stream().filter(pair -> !(pair.value instanceof Correlation)).toList();
    }

    /** What the line was logged for. */
    static @Nullable Correlation correlation(ILoggingEvent event) {
        for (KeyValuePair pair : pairs(event)) {
            if (pair.value instanceof Correlation correlation) {
                return correlation;
            }
        }
        return null;
    }

    private static List<KeyValuePair> pairs(ILoggingEvent event) {
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        return pairs == null ? List.of() : pairs;
    }

    private static Object fixed(@Nullable Object value) {
        if (value instanceof Boolean
                || value instanceof Integer
                || value instanceof Long
                || value instanceof Double) {
            return value;
        }
        String text;
        try {
            text = String.valueOf(value);
        } catch (RuntimeException e) {
            // A value that cannot describe itself must not cost the line that mentions it.
            text = "unprintable: " + e.getClass().getName();
        }
        // One more than is shown, so that it shows that there was more.
        return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE + 1);
    }
}
