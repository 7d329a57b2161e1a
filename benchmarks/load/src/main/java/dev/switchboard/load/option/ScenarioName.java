// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.option;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/** The scenarios, with the options whose defaults they change. */
public enum ScenarioName {
    CONNECT("open connections, as fast as it goes or at --connect-rate", Map.of()),
    IDLE("hold connections on which nothing is said: memory", Map.of(Option.CONNECTIONS, "1000")),
    FAN_OUT("publish to rooms: at a --rate, or with --window messages under way", Map.of()),
    ECHO(
            "each connection sends and waits for its own message to return",
            Map.of(Option.WINDOW, "1", Option.CONNECTIONS, "500")),
    PING_PONG(
            "rooms of two: one speaks, the other answers",
            Map.of(Option.WINDOW, "1", Option.CONNECTIONS, "500", Option.ROOM_SIZE, "2")),
    CHURN(
            "connect, send, hear the answer, close, again",
            Map.of(Option.CONNECTIONS, "64", Option.SOURCE_ADDRESSES, "8")),
    STORM(
            "everyone is cut at once and comes back, while some go on talking",
            Map.of(
                    Option.ROOM_SIZE, "10",
                    Option.RATE, "100",
                    Option.WARMUP, "2s",
                    Option.DURATION, "60s")),
    SLOW("a share stops reading: what do the others notice?", Map.of(Option.RATE, "100")),
    MIXED(
            "rooms of all sizes, pairs, silent and fleeting clients at once",
            Map.of(Option.SKEW, "1", Option.RATE, "200"));

    private final String summary;

    @SuppressWarnings("ImmutableEnumChecker") // made by Map.of
    private final Map<Option, String> defaults;

    ScenarioName(String summary, Map<Option, String> defaults) {
        this.summary = summary;
        this.defaults = defaults;
    }

    /** As it is typed. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String summary() {
        return summary;
    }

    /** What it takes for an option that is not given. */
    String defaultOf(Option option) {
        return defaults.getOrDefault(option, option.defaultValue());
    }

    static ScenarioName of(String word) {
        return Arrays.stream(values())
                .filter(name -> name.word().equals(word))
                .findFirst()
                .orElseThrow(() ->
                        new WrongUsage(
                                "there is no scenario '%s'; there are %s"
                                        .formatted(word, words())));
    }

    private static String words() {
        return String.join(
                ", ", Arrays.stream(values()).map(ScenarioName::word).toArray(String[]::new));
    }
}
