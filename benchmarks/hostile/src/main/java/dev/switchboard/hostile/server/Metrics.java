// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.server;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;

/**
 * What a switch shows at {@code /metrics}.
 *
 * @param text in Prometheus' format; empty if it did not answer
 */
public record Metrics(String text) {
    private static final Pattern DEFENCE =
            Pattern.compile(
                    "(?m)^switchboard_(?:closes|refusals)_total\\{(?:code|reason)=\"(\\w+)\"\\} (\\S+)");

    /** Endings that the switch did not decide. */
    private static final Set<String> NOT_OURS = Set.of("by_client", "no_close");

    /** One figure without labels; 0 if it is not there. */
    public long figure(String name) {
        return (long) values(name + " ").findFirst().orElse(0);
    }

    /** The sum over all labels; 0 if it is not there. */
    public long sum(String name) {
        return (long) values(name + "{").sum();
    }

    /** How many the switch closed or refused, by code or reason. */
    public Map<String, Long> defence() {
        Map<String, Long> defence = new TreeMap<>();
        Matcher found = DEFENCE.matcher(text);
        while (found.find()) {
            long count = (long) Double.parseDouble(found.group(2));
            if (count > 0 && !NOT_OURS.contains(found.group(1))) {
                defence.merge(found.group(1), count, Long::sum);
            }
        }
        return defence;
    }

    private DoubleStream values(String start) {
        return text.lines()
                .filter(line -> line.startsWith(start))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)));
    }
}
