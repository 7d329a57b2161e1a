// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.report;

import dev.switchboard.comparison.page.Markdown;
import dev.switchboard.hostile.attack.Assault;
import java.util.List;
import java.util.Map;

/** All attacks of a run, for people. */
public final class Report {
    private Report() {}

    /** One attack, as it is told on the terminal. */
    public static String line(Row row, Bounds bounds) {
        List<String> cells = Cells.of(row, bounds);
        StringBuilder line =
                new StringBuilder("%s: %s%n".formatted(cells.getFirst(), cells.getLast()));
        for (int i = 1; i < cells.size() - 1; i++) {
            line.append(i == 1 ? "    " : ", ")
                    .append(Cells.HEAD.get(i))
                    .append(' ')
                    .append(cells.get(i));
        }
        return line.toString();
    }

    /**
     * The page.
     *
     * @param command with which it can be made again
     * @param conditions how large, how long, and what counts as a failure; a sentence each
     * @param machine on which it all ran
     */
    public static String page(
            List<Row> rows,
            String command,
            Bounds bounds,
            List<String> conditions,
            Map<String, String> machine) {
        Markdown page = new Markdown();
        page.heading(1, "Under attack");
        page.paragraph(
                "<!-- Written by benchmarks/hostile/hostile; changes made by hand are lost. -->");
        page.paragraph(
                """
                What honest clients notice while others attack the switch. Each attack meets a fresh switch from the
                tarball, with its default configuration except for what is named below, on the loopback of one machine. First
                the honest clients talk alone (quiet), then beside the attackers (attacked). These are a process of their own at
                the lowest priority (`nice` 19); it shares the processors with the switch and the honest clients all the same.
                To tell what the attack does from what this sharing does, the honest clients then talk once more, beside attackers
                that have closed all connections and only compute, for as much processor time each second as the attack took
                them (burned). What the system spends for the attackers' packets is not in that.
                """);
        conditions.forEach(page::paragraph);
        page.code(command);
        page.heading(2, "Results");
        page.table(Cells.HEAD, rows.stream().map(row -> Cells.of(row, bounds)).toList());
        page.paragraph(
                """
                *Closed* and *lost* are honest clients that were disconnected and honest messages that did not arrive. *Live
                heap* is what a full collection left at the end of the attack; beside it stands the sum in *What bounds memory* in
                [ARCHITECTURE.md](ARCHITECTURE.md), for the clients and rooms that there were. *Heap* is what was in use, garbage
                included; *resident*, *files* and *log* are of the whole process; these are the most that was seen. *Attackers* says what they sent and what was answered with an error. What the
                switch closed or refused is named as in [METRICS.md](METRICS.md). Without a WebSocket, *sent* counts batches
                of requests, or parts of a handshake.
                """);
        page.heading(2, "The attacks");
        page.list(
                List.of("attack", "what it does", "the switch"),
                rows.stream().map(Row::assault).distinct().map(Report::description).toList());
        page.heading(2, "The machine");
        page.list(
                List.of("", ""),
                machine.entrySet().stream()
                        .map(fact -> List.of(fact.getKey(), fact.getValue()))
                        .toList());
        return page.toString();
    }

    private static List<String> description(Assault assault) {
        return List.of(assault.name(), assault.what() + ".", "`" + assault.setup() + "`");
    }
}
