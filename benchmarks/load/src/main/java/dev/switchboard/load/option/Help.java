// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.option;

/** What {@code switchboard bench --help} prints. */
public final class Help {
    private Help() {}

    public static String text() {
        StringBuilder out = new StringBuilder();
        out.append("usage: switchboard bench [SCENARIO] [OPTION]...\n\n")
                .append("Loads a switch, or any WebSocket server, and tells what it can do.\n\n")
                .append("Scenarios:\n");
        for (ScenarioName scenario : ScenarioName.values()) {
            out.append("  %-12s%s%n".formatted(scenario.word(), scenario.summary()));
        }
        for (Option.Group group : Option.Group.values()) {
            out.append("\n%s:%n".formatted(group.title()));
            for (Option option : Option.values()) {
                if (option.group() == group) {
                    out.append(line(option));
                }
            }
        }
        return out.append(EXAMPLES).toString();
    }

    private static String line(Option option) {
        String word = "--" + option.word() + option.value().map(value -> " " + value).orElse("");
        String fallback = option.defaultValue().isEmpty() ? "" : " [" + option.defaultValue() + "]";
        return "  %-24s %s%s%n".formatted(word, option.summary(), fallback);
    }

    private static final String EXAMPLES =
            """

            Without --url it measures the switch of this installation; if none runs, it starts one with
            high limits in a temporary folder and ends it afterwards.

            Examples:
              switchboard bench fan-out --rate 100
                                       1,000 in one room, 100 messages a second
              switchboard bench fan-out --window 32
                                       as many messages as the switch can deliver
              switchboard bench fan-out --room-size 10 --rate 1000
                                       100 rooms of ten
              switchboard bench idle --connections 10000
                                       memory for each connection
              switchboard bench storm --connections 10000
                                       how long until everyone is back
              switchboard bench echo --url ws://localhost:9001/ --raw --pid 4711
                                       some other server

            Exit codes: 0 all messages came; 1 something was lost, repeated, damaged or refused; 2 wrong
            usage; 130 ended by Ctrl-C.
            """;
}
