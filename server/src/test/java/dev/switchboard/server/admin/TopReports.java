// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reports to be shown in tests. */
final class TopReports {

    /** Of a switch on which nothing happens. */
    static final TopReport QUIET =
            new TopReport(
                    1,
                    0,
                    Map.of(),
                    new TopReport.Traffic(0, 0, 0, 0),
                    new TopReport.Memory(0, 1 << 20),
                    List.of(new TopReport.Lane(0, 0, 0)),
                    List.of(),
                    List.of());

    private TopReports() {}

    /** Some names are longer than any terminal is wide. */
    private static String tail(int number) {
        return number == 6 ? "-long".repeat(50) : "";
    }

    /** Of one under load, with as many rows as there may be. */
    static TopReport busy() {
        var clients = new ArrayList<TopReport.Client>();
        var topics = new ArrayList<TopReport.Topic>();
        for (int n = 0; n < TopReport.MOST; n++) {
            clients.add(
                    new TopReport.Client(
                            "45e2387b-96e4-457c-a0f6-05be0eda8%03d".formatted(n),
                            n == 0 ? "" : "user" + n + tail(n),
                            n == 1 ? "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff" : "203.0.113." + n,
                            "/ws",
                            49.96,
                            25_600.5,
                            123_456.7 / (n + 1),
                            60.04 / (n + 1),
                            131_072,
                            n == 0 ? List.of("debt", "topic", "rate") : List.of()));
            topics.add(new TopReport.Topic("room r" + n + tail(n), 120, 5012, 98_765.4, 40));
        }
        return new TopReport(
                1.004,
                5012,
                new TreeMap<>(Map.of("topic", 5, "debt", 12)),
                new TopReport.Traffic(4120, 612_000, 98_400, 102_000),
                new TopReport.Memory(12_600_000, 214_000_000),
                List.of(new TopReport.Lane(0, 1_260_000, 43.2), new TopReport.Lane(1, 0, 7)),
                clients,
                topics);
    }
}
