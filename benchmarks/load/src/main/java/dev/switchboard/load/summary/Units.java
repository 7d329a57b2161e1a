// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.summary;

/** Numbers with the unit that suits them. */
final class Units {
    private static final double KIBI = 1024;

    private Units() {}

    static String time(double microseconds) {
        if (microseconds < 1000) {
            return "%.0f µs".formatted(microseconds);
        } else if (microseconds < 1e6) {
            return "%.1f ms".formatted(microseconds / 1000);
        } else {
            return "%.2f s".formatted(microseconds / 1e6);
        }
    }

    static String size(long bytes) {
        return size((double) bytes);
    }

    static String size(double bytes) {
        double size = bytes;
        for (String unit : new String[] {"bytes", "KiB", "MiB"}) {
            if (Math.abs(size) < KIBI) {
                return (unit.equals("bytes") ? "%.0f %s" : "%.1f %s").formatted(size, unit);
            }
            size /= KIBI;
        }
        return "%.1f GiB".formatted(size);
    }
}
