// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config.value;

import dev.switchboard.server.config.value.Units.Unit;
import java.time.Duration;
import java.util.List;

/**
 * How a {@link Duration} is written: {@code 25s}, {@code 500 ms}, {@code 1.5 minutes}.
 *
 * <p>A number needs its unit; only 0 may stand alone. Readers of HOCON take a bare number for
 * milliseconds, writers mostly mean seconds.
 */
public final class Span {

    private static final long SECOND = 1_000_000_000;

    private static final Units UNITS =
            new Units(
                    "a duration",
                    "a duration out of reach",
                    "25s",
                    "",
                    List.of(
                            new Unit("ns", 1, "ns nano nanos nanosecond nanoseconds"),
                            new Unit("us", 1_000, "us micro micros microsecond microseconds"),
                            new Unit("ms", 1_000_000, "ms milli millis millisecond milliseconds"),
                            new Unit("s", SECOND, "s sec second seconds"),
                            new Unit("m", 60 * SECOND, "m min minute minutes"),
                            new Unit("h", 3_600 * SECOND, "h hour hours"),
                            new Unit("d", 86_400 * SECOND, "d day days")));

    private Span() {}

    /** Reads what a person wrote. */
    public static Duration parse(String text) {
        return Duration.ofNanos(UNITS.parse(text));
    }

    /** The shortest exact spelling: {@code 25s}, {@code 1500ms}. */
    public static String print(Duration duration) {
        return duration.isZero() ? "0s" : UNITS.print(duration.toNanos());
    }
}
