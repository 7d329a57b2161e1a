// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.plot;

import java.util.Locale;

/** What a number counts, and so how people read it: three digits and a prefix that fits. */
public enum Unit {
    COUNT {
        @Override
        public String format(double value) {
            return scaled(value, 1000, "", " k", " M", " G");
        }
    },
    /** Given in microseconds. */
    TIME {
        @Override
        public String format(double value) {
            if (value < 0) {
                return "-" + format(-value);
            }
            if (value >= 60e6) {
                return digits(value / 60e6) + " min";
            }
            if (value > 0 && value < 0.001) {
                return digits(value * 1000) + " ns";
            }
            return scaled(value, 1000, " µs", " ms", " s");
        }
    },
    BYTES {
        @Override
        public String format(double value) {
            return scaled(value, 1024, " B", " KiB", " MiB", " GiB");
        }
    },
    PERCENT {
        @Override
        public String format(double value) {
            return digits(value) + " %";
        }
    },
    SECONDS {
        @Override
        public String format(double value) {
            return digits(value) + " s";
        }
    },
    RATIO {
        @Override
        public String format(double value) {
            return digits(value) + " ×";
        }
    };

    public abstract String format(double value);

    /** Three digits at most, and none that say nothing: 0.43, 1.5, 24, 1320. */
    static String digits(double value) {
        double size = Math.abs(value);
        int places = size == 0 || size >= 99.95 ? 0 : size >= 9.995 ? 1 : size >= 0.0995 ? 2 : 3;
        String text = String.format(Locale.ROOT, "%." + places + "f", value);
        return text.indexOf('.') < 0 ? text : text.replaceAll("0+$", "").replaceAll("\\.$", "");
    }

    private static String scaled(double value, double step, String... prefixes) {
        double rest = value;
        int prefix = 0;
        // 999.6 would be written as 1000, which is what the next prefix is for.
        while (Math.abs(rest) >= step - 0.5 && prefix < prefixes.length - 1) {
            rest /= step;
            prefix++;
        }
        return digits(rest) + prefixes[prefix];
    }
}
