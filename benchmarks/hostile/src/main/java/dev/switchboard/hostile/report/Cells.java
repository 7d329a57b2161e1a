// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.report;

import dev.switchboard.load.plot.Unit;
import dev.switchboard.load.result.Latency;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What stands in a table about one attack. */
final class Cells {
    static final List<String> HEAD =
            List.of(
                    "attack",
                    "p50 quiet → attacked",
                    "p99 quiet → attacked",
                    "ratio of p99",
                    "p99 burned",
                    "closed",
                    "lost",
                    "live heap (formula)",
                    "heap",
                    "resident",
                    "files",
                    "log",
                    "processors of attackers, switch",
                    "attackers",
                    "the switch closed or refused",
                    "result");

    private Cells() {}

    static List<String> of(Row row, Bounds bounds) {
        Latency quiet = row.notes().quiet();
        Latency attacked = row.notes().attacked();
        return List.of(
                name(row),
                time(quiet, Latency::p50) + " → " + time(attacked, Latency::p50),
                time(quiet, Latency::p99) + " → " + time(attacked, Latency::p99),
                Double.isNaN(row.ratio()) ? "–" : Unit.RATIO.format(row.ratio()),
                time(row.notes().burned(), Latency::p99),
                String.valueOf(row.notes().closed()),
                String.valueOf(row.notes().lost()),
                "%s (%s)".formatted(bytes(row.memory().live()), bytes(row.memory().bound())),
                bytes(row.sight().heap()),
                bytes(row.sight().resident()),
                String.valueOf(row.sight().openFiles()),
                bytes(row.memory().log()),
                "%.2f, %.2f".formatted(row.spent().attackers(), row.spent().target()),
                counts(row.attackers().gains()),
                counts(row.sight().defence()),
                result(row, bounds));
    }

    static String name(Row row) {
        String name = row.assault().name();
        return row.build().isEmpty() ? name : name + ", " + row.build();
    }

    static String result(Row row, Bounds bounds) {
        List<String> failures = row.failures(bounds);
        return failures.isEmpty() ? "withstood" : "FAILED: " + String.join("; ", failures);
    }

    static String counts(Map<String, Long> gains) {
        return gains.entrySet().stream()
                .map(gain -> "%s %,d".formatted(gain.getKey(), gain.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String bytes(long count) {
        return Unit.BYTES.format((double) count);
    }

    private static String time(@Nullable Latency latency, ToDoubleFunction<Latency> figure) {
        return latency == null ? "–" : Unit.TIME.format(figure.applyAsDouble(latency));
    }
}
