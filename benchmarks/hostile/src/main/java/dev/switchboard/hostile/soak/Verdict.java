// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.soak;

import dev.switchboard.hostile.honest.Notes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What is to be said of a soak, as far as it has come.
 *
 * @param trends of what may not grow; empty as long as there are too few samples
 * @param failures why it has failed; empty if it has not
 */
record Verdict(Map<String, Trend> trends, List<String> failures) {
    /** A switch that was just started still loads classes and makes threads. */
    private static final double WARM_UP = 0.1;

    /** That takes so long, however short the soak is. */
    private static final double WARM_UP_SECONDS = 150;

    /**
     * The pools of the switch and of Java grow with the largest burst that they have seen, so the
     * number of threads may rise for hours. But it has a bound: 16 of the server for clients, some
     * that run plugins, and some dozens of others.
     */
    private static final long MOST_THREADS = 100;

    private static final Map<String, ToDoubleFunction<Sample>> FLAT = flat();

    /**
     * Of what was seen until now.
     *
     * @param notes of the honest clients
     * @param harmed clients that did nothing wrong, and were closed
     */
    static Verdict of(List<Sample> samples, Notes notes, long harmed, boolean isAlive) {
        List<String> failures = new ArrayList<>();
        if (!isAlive) {
            failures.add("the switch died");
        }
        failures.addAll(notes.failures());
        if (notes.notIn() > 0) {
            failures.add("%d newcomers not in".formatted(notes.notIn()));
        }
        if (harmed > 0) {
            failures.add("%d clients closed that did nothing wrong".formatted(harmed));
        }
        if (samples.stream().anyMatch(sample -> sample.threads() > MOST_THREADS)) {
            failures.add("more than %d threads".formatted(MOST_THREADS));
        }
        Map<String, Trend> trends = trends(warm(samples));
        trends.forEach((name, trend) -> {
            if (trend.isGrowing()) {
                failures.add(name + " grows");
            }
        });
        return new Verdict(trends, failures);
    }

    private static Map<String, Trend> trends(List<Sample> samples) {
        Map<String, Trend> trends = new LinkedHashMap<>();
        if (samples.size() >= Trend.LEAST) {
            FLAT.forEach((name, figure) -> trends.put(name, Trend.of(samples, figure)));
        }
        return trends;
    }

    private static List<Sample> warm(List<Sample> samples) {
        double elapsed = samples.isEmpty() ? 0 : samples.getLast().seconds();
        double from = Math.max(WARM_UP * elapsed, WARM_UP_SECONDS);
        return samples.stream().filter(sample -> sample.seconds() >= from).toList();
    }

    private static Map<String, ToDoubleFunction<Sample>> flat() {
        Map<String, ToDoubleFunction<Sample>> flat = new LinkedHashMap<>();
        flat.put("live heap", Sample::live);
        flat.put("resident memory", Sample::resident);
        flat.put("descriptors", Sample::files);
        return flat;
    }
}
