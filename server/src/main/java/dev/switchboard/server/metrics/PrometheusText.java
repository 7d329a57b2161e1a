// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.metrics;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Metric;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Writes all meters in the text format of Prometheus, version 0.0.4: {@code # HELP}, {@code #
 * TYPE}, then one line per series. Histograms and timers become Prometheus histograms with a bucket
 * for each power of two, cumulative and exact, so that they can be added up over several switches;
 * times are in seconds.
 */
public final class PrometheusText {

    /** What to put into the {@code Content-Type} header. */
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final BigDecimal NANO = new BigDecimal("1e-9");

    /** A microsecond to a little more than a minute. */
    private static final Powers DURATIONS = new Powers(10, 36, NANO);

    /** One to a thousand million: receivers, messages, bytes. */
    private static final Powers SIZES = new Powers(0, 30, BigDecimal.ONE);

    /** How the values of gauges are read. */
    @FunctionalInterface
    public interface Values {

        /** The value of the gauge of this name; empty if it is to be left out. */
        OptionalDouble read(String name, Reading reading);
    }

    private final StringBuilder out = new StringBuilder(16 * 1024);
    private final Values values;

    private PrometheusText(Values values) {
        this.values = values;
    }

    /** All meters as they stand now. */
    public static String of(Meters meters) {
        return of(meters, (_, reading) -> OptionalDouble.of(reading.getValue()));
    }

    /** All meters as they stand now, their gauges read in this way. */
    public static String of(Meters meters, Values values) {
        PrometheusText text = new PrometheusText(values);
        meters.families().forEach(text::family);
        return text.out.toString();
    }

    private void family(Family<?> family) {
        out.append("# HELP ").append(family.name()).append(' ');
        escape(family.help(), false);
        out.append("\n# TYPE ").append(family.name()).append(' ');
        out.append(family.type().name().toLowerCase(Locale.ROOT)).append('\n');
        family.series().forEach((value, metric) -> series(family, value, metric));
    }

    private void series(Family<?> family, String value, Metric metric) {
        switch (metric) {
            case Counter counter ->
                    sample(family, value, "", null, Long.toString(counter.getCount()));
            case Reading reading ->
                    values.read(
                                    value.isEmpty() ? family.name() : family.name() + " " + value,
                                    reading)
                            .ifPresent(now -> sample(family, value, "", null, number(now)));
            case Distribution sizes -> histogram(family, value, sizes, SIZES);
            case Stopwatch durations -> histogram(family, value, durations.nanos(), DURATIONS);
            default -> throw new IllegalStateException("cannot show a " + metric.getClass());
        }
    }

    private void histogram(Family<?> family, String value, Distribution values, Powers powers) {
        long[] counts = values.buckets().counts();
        long sum = values.sum();
        long cumulative = 0;
        int next = 0;
        for (int power = powers.lowest; power <= powers.highest; power++) {
            int last = Scale.indexOf(1L << power);
            for (; next <= last; next++) {
                cumulative += counts[next];
            }
            sample(family, value, "_bucket", powers.in(1L << power), Long.toString(cumulative));
        }
        for (; next < counts.length; next++) {
            cumulative += counts[next];
        }
        sample(family, value, "_bucket", "+Inf", Long.toString(cumulative));
        sample(family, value, "_sum", null, powers.in(sum));
        sample(family, value, "_count", null, Long.toString(cumulative));
    }

    private void sample(
            Family<?> family, String value, String suffix, @Nullable String le, String figure) {
        out.append(family.name()).append(suffix);
        Label label = family.label();
        if (label != null) {
            out.append('{').append(label.name()).append("=\"");
            escape(value, true);
            out.append('"');
            if (le != null) {
                out.append(",le=\"").append(le).append('"');
            }
            out.append('}');
        } else if (le != null) {
            out.append("{le=\"").append(le).append("\"}");
        }
        out.append(' ').append(figure).append('\n');
    }

    private void escape(String text, boolean quoted) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '"' -> out.append(quoted ? "\\\"" : "\"");
                default -> out.append(c);
            }
        }
    }

    private static String number(double figure) {
        if (figure == Math.rint(figure) && Math.abs(figure) < 1e15) {
            return Long.toString((long) figure);
        }
        if (Double.isInfinite(figure)) {
            return figure > 0 ? "+Inf" : "-Inf";
        }
        return Double.toString(figure);
    }

    /** The buckets that are shown: from 2 to the lowest to 2 to the highest, in a unit. */
    private record Powers(int lowest, int highest, BigDecimal unit) {

        /** A whole number of nanoseconds or bytes, in the unit. */
        String in(long number) {
            return unit.multiply(BigDecimal.valueOf(number)).stripTrailingZeros().toPlainString();
        }
    }
}
