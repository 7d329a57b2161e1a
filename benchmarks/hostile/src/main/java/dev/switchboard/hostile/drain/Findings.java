// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.drain;

import dev.switchboard.load.client.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How a drain went.
 *
 * @param clients who were there
 * @param window seconds over which they were to return
 * @param told those who were told to go
 * @param returned those who were in their rooms at the other switch in the end
 * @param seconds from the first return to the last
 * @param highest returns in any one second
 * @param away the longest that anybody was in no room, in seconds
 * @param missed messages that did not reach who should have heard them
 * @param endings how connections to the drained switch ended
 * @param refused how often the other switch let somebody in only later
 * @param end seconds from the order to the end of the process
 * @param exitCode -1 if it had not ended
 */
record Findings(
        Manner manner,
        int clients,
        int window,
        long told,
        int returned,
        double seconds,
        int highest,
        double away,
        long missed,
        Map<String, Long> endings,
        long refused,
        double end,
        int exitCode) {

    static Findings of(
            Manner manner,
            int clients,
            int window,
            Crowd leaving,
            Crowd returned,
            double end,
            int exitCode) {
        var gone = leaving.departures();
        var back = returned.arrivals();
        var moments = new ArrayList<>(back.values());
        moments.sort(null);
        long longest =
                back.entrySet().stream()
                        .mapToLong(it -> it.getValue() - gone.getOrDefault(it.getKey(), 0L))
                        .max()
                        .orElse(0);
        return new Findings(
                manner,
                clients,
                window,
                leaving.endings().getOrDefault("1012", 0L),
                back.size(),
                moments.isEmpty() ? 0 : seconds(moments.getLast() - moments.getFirst()),
                highest(moments),
                seconds(longest),
                leaving.missed() + returned.missed(),
                leaving.endings(),
                returned.endings().values().stream().mapToLong(Long::longValue).sum(),
                end,
                exitCode);
    }

    /** The most of these in any one second. */
    static int highest(List<Long> moments) {
        int most = 0;
        int first = 0;
        for (int last = 0; last < moments.size(); last++) {
            while (moments.get(last) - moments.get(first) >= Clock.SECOND) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }

    private static double seconds(long nanos) {
        return (double) nanos / Clock.SECOND;
    }

    /** Returns a second, had they come evenly. */
    double average() {
        return (double) returned / window;
    }

    /** What is not as it should be; empty if all is well. */
    List<String> failures(double longest) {
        var failures = new ArrayList<String>();
        long deaf = IntStream.range(0, clients).filter(manner::isDeaf).count();
        if (returned != clients - deaf) {
            failures.add("%,d have not returned: %s".formatted(clients - deaf - returned, endings));
        }
        if (highest > 2 * average()) {
            failures.add("they came all at once");
        }
        if (missed > 0) {
            failures.add("%,d messages missed".formatted(missed));
        }
        if (refused > 0) {
            failures.add("%,d were refused".formatted(refused));
        }
        if (exitCode != 0) {
            failures.add("exit code " + exitCode);
        }
        if (end > longest) {
            failures.add("it ended too late");
        }
        return failures;
    }

    static String head() {
        return """
        | Clients | returned | over | average | highest second | longest away | messages missed | exit code | after |
        |---|--:|--:|--:|--:|--:|--:|--:|--:|\
        """;
    }

    /** A row of a table. */
    String row() {
        return "| %s | %,d of %,d | %.1f s | %.0f/s | %,d | %.1f s | %,d | %d | %.1f s |"
                .formatted(
                        manner.what(),
                        returned,
                        clients,
                        seconds,
                        average(),
                        highest,
                        away,
                        missed,
                        exitCode,
                        end);
    }
}
