// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.report;

import dev.switchboard.load.plot.Unit;
import dev.switchboard.load.result.Churn;
import dev.switchboard.load.result.Connections;
import dev.switchboard.load.result.Idle;
import dev.switchboard.load.result.Latency;
import dev.switchboard.load.result.Result;
import dev.switchboard.load.result.Server;
import dev.switchboard.load.result.Slow;
import dev.switchboard.load.result.Storm;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of the large numbers at the top.
 *
 * @param note what it means, in a few words
 */
record Headline(String name, String number, String note) {

    /** What matters most in this scenario, first. */
    static List<Headline> of(Result result) {
        List<Headline> all = new ArrayList<>();
        ofScenario(result, all);
        if (result.window().messages() > 0) {
            all.add(
                    new Headline(
                            "Delivered",
                            Unit.COUNT.format(result.window().messagesPerSecond()) + "/s",
                            Unit.COUNT.format(result.window().sentPerSecond())
                                    + " sent per second"));
        }
        ofLatency(result.latency(), all);
        ofServer(result.server(), all);
        Connections connections = result.connections();
        all.add(
                new Headline(
                        "Connections",
                        String.valueOf(connections.opened()),
                        connections.failed() > 0
                                ? connections.failed() + " could not be opened"
                                : "opened in " + Unit.TIME.format(connections.seconds() * 1e6)));
        return List.copyOf(all);
    }

    private static void ofScenario(Result result, List<Headline> all) {
        Storm storm = result.storm();
        if (storm != null) {
            String all100 = storm.back() + " of " + storm.cut() + " cut";
            boolean isOver = storm.secondsToAllBack() >= 0;
            all.add(
                    new Headline(
                            "All back after",
                            isOver ? Unit.TIME.format(storm.secondsToAllBack() * 1e6) : "never",
                            all100));
        }
        Churn churn = result.churn();
        if (churn != null) {
            all.add(
                    new Headline(
                            "Cycles",
                            Unit.COUNT.format(churn.perSecond()) + "/s",
                            churn.errors() + " failed"));
        }
        Idle idle = result.idle();
        if (idle != null && result.server() != null) {
            all.add(
                    new Headline(
                            "Per idle connection",
                            Unit.BYTES.format(idle.residentBytesPerConnection()),
                            "resident memory of the server"));
        }
        Slow slow = result.slow();
        if (slow != null) {
            all.add(
                    new Headline(
                            "p99 of the others",
                            Unit.RATIO.format(slow.p99Ratio()),
                            "while " + slow.readers() + " did not read"));
        }
    }

    private static void ofLatency(@Nullable Latency latency, List<Headline> all) {
        if (latency != null && latency.count() > 0) {
            all.add(new Headline("Median", Unit.TIME.format(latency.p50()), "half are faster"));
            all.add(new Headline("p99", Unit.TIME.format(latency.p99()), "one in 100 is slower"));
            all.add(
                    new Headline(
                            "p99.9", Unit.TIME.format(latency.p999()), "one in 1,000 is slower"));
        }
    }

    private static void ofServer(@Nullable Server server, List<Headline> all) {
        if (server == null) {
            return;
        }
        if (server.cpuUsPerMessage() > 0) {
            all.add(
                    new Headline(
                            "Server CPU",
                            Unit.TIME.format(server.cpuUsPerMessage()),
                            "per message; "
                                    + Unit.PERCENT.format(server.cpuPercent())
                                    + " of a core"));
        }
        all.add(
                new Headline(
                        "Server memory",
                        Unit.BYTES.format((double) server.residentBytes().peak()),
                        "resident, at most"));
    }
}
