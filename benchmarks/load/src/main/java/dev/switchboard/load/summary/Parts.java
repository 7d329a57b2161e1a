// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.summary;

import dev.switchboard.load.result.Churn;
import dev.switchboard.load.result.Idle;
import dev.switchboard.load.result.Mixed;
import dev.switchboard.load.result.Result;
import dev.switchboard.load.result.Slow;
import dev.switchboard.load.result.Storm;
import java.util.function.BiConsumer;

/** What only one scenario has to say. */
final class Parts {
    private Parts() {}

    static void write(Result result, BiConsumer<String, String> line) {
        if (result.slow() != null) {
            slow(result.slow(), line);
        }
        if (result.storm() != null) {
            storm(result.storm(), line);
        }
        if (result.churn() != null) {
            churn(result.churn(), line);
        }
        if (result.idle() != null) {
            idle(result.idle(), line);
        }
        if (result.mixed() != null) {
            mixed(result.mixed(), line);
        }
    }

    private static void slow(Slow slow, BiConsumer<String, String> line) {
        line.accept("all read", Units.percentiles(slow.before().latency()));
        line.accept(
                "some do not",
                "%,d stopped; the others: %s; their 99 %% is %.2f times what it was"
                        .formatted(
                                slow.readers(),
                                Units.percentiles(slow.during().latency()),
                                slow.p99Ratio()));
        Long before = slow.residentBytesBefore();
        Long during = slow.residentBytesDuring();
        String memory =
                before == null || during == null
                        ? ""
                        : "; the server's memory went from %s to %s"
                                .formatted(Units.size(before), Units.size(during));
        line.accept(
                "who stopped",
                "got %,d of %,d, were told of %,d missed; closed: %s%s"
                        .formatted(
                                slow.delivered(),
                                slow.expected(),
                                slow.missed(),
                                slow.closes().isEmpty() ? "none" : slow.closes(),
                                memory));
    }

    private static void storm(Storm storm, BiConsumer<String, String> line) {
        String all =
                storm.secondsToAllBack() < 0
                        ? "%,d of them are back".formatted(storm.back())
                        : "half were back after %.2f s, all after %.2f s"
                                .formatted(storm.secondsToHalfBack(), storm.secondsToAllBack());
        line.accept(
                "storm",
                "%,d cut at once; %s, with %,d attempts%s"
                        .formatted(
                                storm.cut(),
                                all,
                                storm.attempts(),
                                storm.refused().isEmpty() ? "" : "; refused: " + storm.refused()));
        line.accept("", "to come back: " + Units.percentiles(storm.latency()));
        line.accept(
                "who stayed",
                "%,d; what they said meanwhile: %s"
                        .formatted(storm.stayed(), Units.percentiles(storm.stayedLatency())));
    }

    private static void churn(Churn churn, BiConsumer<String, String> line) {
        line.accept(
                "cycles",
                "%,.0f a second, %,d in all, %,d went wrong"
                        .formatted(churn.perSecond(), churn.cycles(), churn.errors()));
    }

    private static void idle(Idle idle, BiConsumer<String, String> line) {
        line.accept(
                "idle",
                "%,d still connected at the end, %s of the server's memory for each; %,d pings answered"
                        .formatted(
                                idle.connections(),
                                Units.size(idle.residentBytesPerConnection()),
                                idle.pings()));
    }

    private static void mixed(Mixed mixed, BiConsumer<String, String> line) {
        for (Mixed.Part part : mixed.parts()) {
            String latency = part.latency() == null ? "" : "; " + Units.percentiles(part.latency());
            line.accept(
                    part.name(),
                    "%,d clients, %,.0f a second%s"
                            .formatted(part.connections(), part.messagesPerSecond(), latency));
        }
    }
}
