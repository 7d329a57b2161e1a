// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.admin;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A {@link TopReport} for people, as one screen of a terminal: no line is longer than it is wide,
 * and the last line of it stays free.
 */
final class TopScreen {

    /** Less than this is not readable; then the terminal has to cope. */
    static final int FEWEST_COLUMNS = 80;

    static final int FEWEST_LINES = 16;

    /** All lines but those of clients and topics. */
    private static final int OTHERS = 8;

    /** Of an address, in a narrow terminal; one of IPv4 fits. */
    private static final int ADDRESS = 15;

    private static final int LONGEST_ADDRESS = 39;

    private final int columns;
    private final int lines;
    private final List<String> screen = new ArrayList<>();

    private TopScreen(int columns, int lines) {
        this.columns = Math.max(FEWEST_COLUMNS, columns);
        this.lines = Math.max(FEWEST_LINES, lines);
    }

    static String of(TopReport report, int columns, int lines) {
        var made = new TopScreen(columns, lines);
        made.show(report);
        return made.screen.stream().map(line -> line + "\n").collect(joining());
    }

    private void show(TopReport report) {
        int room = lines - OTHERS;
        int topics = Math.min(report.topics().size(), room * 2 / 5);
        summary(report);
        add("");
        clients(report.clients(), room - topics);
        add("");
        topics(report.topics(), topics);
    }

    private void summary(TopReport report) {
        String why =
                report.held().entrySet().stream()
                        .map(held -> held.getKey() + " " + held.getValue())
                        .collect(joining(", "));
        add("%,d clients, held: %s", report.connected(), why.isEmpty() ? "nobody" : why);
        var traffic = report.traffic();
        add(
                "in %s msg/s, %sB/s   out %s msg/s   cost %s/s   unread %s of %sB",
                brief(traffic.messagesIn()),
                brief(traffic.bytesIn()),
                brief(traffic.deliveries()),
                brief(traffic.cost()),
                brief(report.memory().used()),
                brief(report.memory().budget()));
        add(
                "lanes %s",
                report.lanes().stream()
                        .map(lane ->
                                "%d: %.0f %% busy, %sB wait"
                                        .formatted(
                                                lane.number(), lane.busy(), brief(lane.waiting())))
                        .collect(joining("   ")));
    }

    private void clients(List<TopReport.Client> clients, int most) {
        int address = Math.clamp(ADDRESS + (columns - FEWEST_COLUMNS), ADDRESS, LONGEST_ADDRESS);
        String form = "%5s %6s %6s %6s %6s %-10s %-8s %-" + address + "s %s";
        add(
                form,
                "COST%",
                "COST/s",
                "MSG/s",
                "BYTE/s",
                "DEBT",
                "HELD FOR",
                "CLIENT",
                "ADDRESS",
                "USER/PATH");
        clients.stream()
                .limit(most)
                .forEach(client ->
                        add(
                                form,
                                "%.1f".formatted(client.share()),
                                brief(client.cost()),
                                brief(client.messagesIn()),
                                brief(client.bytesIn()),
                                brief(client.debt()),
                                cut(String.join(",", client.held()), 10),
                                client.id().substring(0, Math.min(8, client.id().length())),
                                cut(client.address(), address),
                                client.user().isEmpty() ? client.path() : client.user()));
    }

    private void topics(List<TopReport.Topic> topics, int most) {
        String form = "%5s %6s %6s %9s  %s";
        add(form, "COST%", "COST/s", "PUBL/s", "RECEIVERS", "TOPIC");
        topics.stream()
                .limit(most)
                .forEach(topic ->
                        add(
                                form,
                                "%.1f".formatted(topic.share()),
                                brief(topic.cost()),
                                brief(topic.publications()),
                                "%,d".formatted(topic.receivers()),
                                topic.name()));
    }

    private void add(String form, Object... values) {
        screen.add(cut(String.format(Locale.ROOT, form, values), columns).stripTrailing());
    }

    private static String cut(String text, int most) {
        if (text.codePointCount(0, text.length()) <= most) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
    }

    /**
     * In five characters at most, for all that can happen: {@code 7.5}, {@code 9500}, {@code 12k}.
     */
    static String brief(double value) {
        double rest = value;
        for (String unit : List.of("", "k", "M", "G", "T")) {
            if (rest < 9999.5) {
                String form = rest < 99.95 && (rest != Math.rint(rest)) ? "%.1f%s" : "%.0f%s";
                return String.format(Locale.ROOT, form, rest, unit);
            }
            rest /= 1000;
        }
        return "lots";
    }
}
