// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What {@code docs/METRICS.md} and {@code docs/alerts.yml} say of metrics. */
public final class MetricsDocument {

    private static final Path DOCS = docs();

    /** A row of a table: name, label, type. */
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `(switchboard_\\w+)(?:\\{(\\w+)})?` \\| (\\w+) \\|");

    /** A row of the table of limits: keys, metrics. */
    private static final Pattern LIMIT =
            Pattern.compile("(?m)^\\| ((?:`[a-z]+(?:\\.[a-z0-9-]+)+`(?:, )?)+) \\| (.*) \\|$");

    private static final Pattern KEY = Pattern.compile("`([^`]+)`");

    private static final Pattern USED = Pattern.compile("switchboard_[a-z_]+");

    private MetricsDocument() {}

    /**
     * Fails unless the page tells of each metric here that is the switch's own, and of no other.
     */
    public static void describesExactly(Meters meters) {
        assertThat(described()).containsExactlyInAnyOrderElementsOf(rows(meters));
    }

    /** Fails if an alert rule looks at a metric that the page does not tell of. */
    public static void describesAllAlertedOn() {
        assertThat(names()).containsAll(alertedOn());
    }

    /** The keys of limits that the page names a metric for. */
    static Set<String> limits() {
        return LIMIT.matcher(read("METRICS.md"))
                .results()
                .flatMap(row -> KEY.matcher(row.group(1)).results())
                .map(key -> key.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The metrics that it names for them; fails if it names none for one, and does not say why. */
    static Set<String> metricsOfLimits() {
        Set<String> metrics = new TreeSet<>();
        LIMIT.matcher(read("METRICS.md"))
                .results()
                .forEach(row -> {
                    var named =
                            USED.matcher(row.group(2)).results().map(MatchResult::group).toList();
                    assertThat(!named.isEmpty() || row.group(2).startsWith("none: "))
                            .as(row.group(1))
                            .isTrue();
                    metrics.addAll(named);
                });
        return metrics;
    }

    /** The keys of limits for which there is none. */
    static Set<String> unmeasured() {
        return LIMIT.matcher(read("METRICS.md"))
                .results()
                .filter(row -> row.group(2).startsWith("none: "))
                .flatMap(row -> KEY.matcher(row.group(1)).results())
                .map(key -> key.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The names of metrics that the alert rules look at. */
    private static Set<String> alertedOn() {
        return USED.matcher(read("alerts.yml"))
                .results()
                .map(match -> match.group().replaceAll("_(bucket|sum|count)$", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The names that the page tells of. */
    static Set<String> names() {
        return ROW.matcher(read("METRICS.md"))
                .results()
                .map(row -> row.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> described() {
        return ROW.matcher(read("METRICS.md"))
                .results()
                .map(MetricsDocument::row)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String row(MatchResult row) {
        String label = row.group(2) == null ? "" : "{" + row.group(2) + "}";
        return row.group(3) + " " + row.group(1) + label;
    }

    private static Set<String> rows(Meters meters) {
        Set<String> rows = new TreeSet<>();
        for (Family<?> family : meters.families()) {
            if (family.name().startsWith("switchboard_")) {
                Label label = family.label();
                rows.add(
                        Label.value(family.type())
                                + " "
                                + family.name()
                                + (label == null ? "" : "{" + label.name() + "}"));
            }
        }
        return rows;
    }

    private static String read(String name) {
        try {
            return Files.readString(DOCS.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The build runs tests in their module, an editor perhaps at the top. */
    private static Path docs() {
        Path here = Path.of("docs");
        return Files.isDirectory(here) ? here : Path.of("..", "docs");
    }
}
