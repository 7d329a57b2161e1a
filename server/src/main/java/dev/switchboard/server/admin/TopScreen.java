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
        add(count(report.connected()) + " clients, held: " + (why.isEmpty() ? "nobody" : why));
        var traffic = report.traffic();
        var memory = report.memory();
        add(
                ("in " + brief(traffic.messagesIn()) + " msg/s, ")
                        + (brief(traffic.bytesIn()) + "B/s   ")
                        + ("out " + brief(traffic.deliveries()) + " msg/s   ")
                        + ("cost " + brief(traffic.cost()) + "/s   ")
                        + ("unread "
                                + bytes(memory.used())
                                + " of "
                                + bytes(memory.budget())
                                + "B"));
        add(
                report.lanes().stream()
                        .map(lane ->
                                lane.number()
                                        + (": " + Math.round(lane.busy()) + " % busy, ")
                                        + (bytes(lane.waiting()) + "B wait"))
                        .collect(joining("   ", "lanes ", "")));
    }

    private void clients(List<TopReport.Client> clients, int most) {
        int address = Math.clamp(ADDRESS + (columns - FEWEST_COLUMNS), ADDRESS, LONGEST_ADDRESS);
        add(
                "COST% COST/s  MSG/s BYTE/s   DEBT HELD FOR   CLIENT   "
                        + left("ADDRESS", address)
                        + " USER/PATH");
        for (var client : clients.subList(0, Math.min(most, clients.size()))) {
            add(
                    String.join(
                            " ",
                            right(percent(client.share()), 5),
                            right(brief(client.cost()), 6),
                            right(brief(client.messagesIn()), 6),
                            right(brief(client.bytesIn()), 6),
                            right(bytes(client.debt()), 6),
                            left(String.join(",", client.held()), 10),
                            client.id().substring(0, Math.min(8, client.id().length())),
                            left(client.address(), address),
                            client.user().isEmpty() ? client.path() : client.user()));
        }
    }

    private void topics(List<TopReport.Topic> topics, int most) {
        add("COST% COST/s PUBL/s RECEIVERS  TOPIC");
        for (var topic : topics.subList(0, Math.min(most, topics.size()))) {
            add(
                    String.join(
                            " ",
                            right(percent(topic.share()), 5),
                            right(brief(topic.cost()), 6),
                            right(brief(topic.publications()), 6),
                            right(count(topic.receivers()), 9),
                            " " + topic.name()));
        }
    }

    private void add(String line) {
        screen.add(cut(line, columns).stripTrailing());
    }

    private static String left(String text, int width) {
        return cut(text, width) + " ".repeat(Math.max(0, width - text.length()));
    }

    private static String right(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }

    private static String count(int number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f", share);
    }

    private static String bytes(long number) {
        return brief((double) number);
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
