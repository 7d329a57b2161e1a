// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.summary;

import dev.switchboard.load.result.Latency;
import org.jspecify.annotations.Nullable;

/** Numbers with the unit that suits them. */
final class Units {
    private static final double KIBI = 1024;

    private Units() {}

    static String time(double microseconds) {
        if (microseconds < 1000) {
            return "%.0f\u00a0µs".formatted(microseconds);
        } else if (microseconds < 1e6) {
            return "%.1f\u00a0ms".formatted(microseconds / 1000);
        } else {
            return "%.2f\u00a0s".formatted(microseconds / 1e6);
        }
    }

    /** Of the server's work for one thing. */
    static String cost(double microseconds) {
        return microseconds < 1000 ? "%.2f\u00a0µs".formatted(microseconds) : time(microseconds);
    }

    static String size(long bytes) {
        return size((double) bytes);
    }

    static String size(double bytes) {
        double size = bytes;
        for (String unit : new String[] {"bytes", "KiB", "MiB"}) {
            if (Math.abs(size) < KIBI) {
                return (unit.equals("bytes") ? "%.0f\u00a0%s" : "%.1f\u00a0%s")
                        .formatted(size, unit);
            }
            size /= KIBI;
        }
        return "%.1f\u00a0GiB".formatted(size);
    }

    /** How long most of something took, and the rest. */
    static String percentiles(@Nullable Latency latency) {
        return latency == null
                ? "nothing was timed"
                : "half within %s, 99\u00a0%% within %s, 99.9\u00a0%% within %s, at most %s"
                        .formatted(
                                time(latency.p50()),
                                time(latency.p99()),
                                time(latency.p999()),
                                time(latency.max()));
    }
}
