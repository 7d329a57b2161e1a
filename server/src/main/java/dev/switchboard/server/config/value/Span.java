// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config.value;

import java.time.Duration;
import java.util.List;

/**
 * How a {@link Duration} is written: {@code 25s}, {@code 500 ms}, {@code 1.5 minutes}.
 *
 * <p>A number needs its unit; only 0 may stand alone. Readers of HOCON take a bare number for
 * milliseconds, writers mostly mean seconds.
 */
public final class Span {

    private enum Unit {
        NANOSECOND("ns", 1, "nano nanos nanosecond nanoseconds"),
        MICROSECOND("us", 1_000, "micro micros microsecond microseconds"),
        MILLISECOND("ms", 1_000_000, "milli millis millisecond milliseconds"),
        SECOND("s", 1_000_000_000, "sec second seconds"),
        MINUTE("m", 60 * SECOND.nanoseconds, "min minute minutes"),
        HOUR("h", 60 * MINUTE.nanoseconds, "hour hours"),
        DAY("d", 24 * HOUR.nanoseconds, "day days");

        final String symbol;
        final long nanoseconds;
        private final String words;

        Unit(String symbol, long nanoseconds, String words) {
            this.symbol = symbol;
            this.nanoseconds = nanoseconds;
            this.words = symbol + " " + words;
        }

        List<String> words() {
            return List.of(words.split(" ", -1));
        }

        /** How many letters a word shares with the beginning of one of this unit's words. */
        int likeness(String word) {
            return words().stream().mapToInt(known -> commonStart(known, word)).max().orElse(0);
        }

        private static int commonStart(String one, String other) {
            int length = 0;
            while (length < one.length()
                    && length < other.length()
                    && one.charAt(length) == other.charAt(length)) {
                length++;
            }
            return length;
        }
    }

    private Span() {}

    /** Reads what a person wrote. */
    public static Duration parse(String text) {
        Quantity quantity =
                Quantity.parse(text)
                        .orElseThrow(() -> new IllegalArgumentException("not a duration; try 25s"));
        if (quantity.unit().isEmpty()) {
            if (quantity.isZero()) {
                return Duration.ZERO;
            }
            throw new IllegalArgumentException(
                    "a duration needs a unit; try " + quantity.amountText() + "s");
        }
        for (Unit unit : Unit.values()) {
            if (unit.words().contains(quantity.unit())) {
                try {
                    return Duration.ofNanos(quantity.times(unit.nanoseconds));
                } catch (ArithmeticException notALong) {
                    throw new IllegalArgumentException("a duration out of reach", notALong);
                }
            }
        }
        throw new IllegalArgumentException(
                "not a duration; try " + quantity.amountText() + nearest(quantity.unit()).symbol);
    }

    /** The shortest exact spelling: {@code 25s}, {@code 1500ms}. */
    public static String print(Duration duration) {
        Unit shortest = Unit.NANOSECOND;
        long nanoseconds = duration.toNanos();
        if (nanoseconds == 0) {
            return "0s";
        }
        for (Unit unit : Unit.values()) {
            if (nanoseconds % unit.nanoseconds == 0) {
                shortest = unit;
            }
        }
        return nanoseconds / shortest.nanoseconds + shortest.symbol;
    }

    private static Unit nearest(String word) {
        Unit nearest = Unit.SECOND;
        for (Unit unit : Unit.values()) {
            if (unit.likeness(word) > nearest.likeness(word)) {
                nearest = unit;
            }
        }
        return nearest;
    }
}
