// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.option;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command line that has been understood: a scenario, and options with their values.
 *
 * @param given what was typed; the scenario's and the option's own defaults stand behind it
 */
public record Options(ScenarioName scenario, Map<Option, List<String>> given) {
    private static final Pattern TIME = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|s|m|h|)");
    private static final String YES = "yes";

    public Options {
        given = new EnumMap<>(given.isEmpty() ? new EnumMap<>(Option.class) : given);
    }

    /**
     * Understands a command line.
     *
     * @throws WrongUsage if it makes no sense
     */
    public static Options parse(List<String> words) {
        Map<Option, List<String>> given = new EnumMap<>(Option.class);
        List<String> scenarios = new ArrayList<>();
        Iterator<String> left = words.iterator();
        while (left.hasNext()) {
            String word = left.next();
            if (!word.startsWith("--")) {
                scenarios.add(word);
                continue;
            }
            int sign = word.indexOf('=');
            Option option = Option.of(sign < 0 ? word : word.substring(0, sign));
            String value = sign < 0 ? next(option, left) : word.substring(sign + 1);
            given.computeIfAbsent(option, _ -> new ArrayList<>()).add(value);
        }
        if (scenarios.size() > 1) {
            throw new WrongUsage("one scenario at a time, not %s".formatted(scenarios));
        }
        String scenario = scenarios.isEmpty() ? ScenarioName.FAN_OUT.word() : scenarios.getFirst();
        Options options = new Options(ScenarioName.of(scenario), given);
        options.check();
        return options;
    }

    public boolean has(Option option) {
        return given.containsKey(option);
    }

    /** Whatever was typed, as often as it was. */
    public List<String> all(Option option) {
        return given.getOrDefault(option, List.of());
    }

    /** Empty if it was not typed and has no default. */
    public Optional<String> text(Option option) {
        String fallback = scenario.defaultOf(option);
        List<String> typed = all(option);
        return typed.isEmpty()
                ? Optional.of(fallback).filter(text -> !text.isEmpty())
                : Optional.of(typed.getLast());
    }

    public OptionalInt count(Option option) {
        Optional<String> text = text(option);
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        try {
            int count = Integer.parseInt(text.get().replace("_", ""));
            if (count >= 0) {
                return OptionalInt.of(count);
            }
        } catch (NumberFormatException not) {
            // Said below.
        }
        throw wrong(option, "a whole number");
    }

    public OptionalDouble number(Option option) {
        Optional<String> text = text(option);
        if (text.isEmpty()) {
            return OptionalDouble.empty();
        }
        boolean isShare = text.get().endsWith("%");
        try {
            double number = Double.parseDouble(text.get().replace("%", ""));
            if (number >= 0 && Double.isFinite(number)) {
                return OptionalDouble.of(isShare ? number / 100 : number);
            }
        } catch (NumberFormatException not) {
            // Said below.
        }
        throw wrong(option, "a number");
    }

    public Duration time(Option option) {
        Matcher matcher = TIME.matcher(text(option).orElse("0"));
        if (!matcher.matches()) {
            throw wrong(option, "a time such as 500ms, 10s or 2m");
        }
        double unit =
                switch (matcher.group(2)) {
                    case "ms" -> 1e6;
                    case "m" -> 60e9;
                    case "h" -> 3600e9;
                    default -> 1e9;
                };
        return Duration.ofNanos((long) (Double.parseDouble(matcher.group(1)) * unit));
    }

    /** For the result: each option that has a value, typed or not. */
    public Map<String, String> effective() {
        Map<String, String> effective = new LinkedHashMap<>();
        for (Option option : Option.values()) {
            if (all(option).size() > 1) {
                effective.put(option.word(), String.join(" ", all(option)));
            } else {
                text(option).ifPresent(text -> effective.put(option.word(), text));
            }
        }
        return effective;
    }

    /** So that a mistake is found before the first connection is made. */
    private void check() {
        for (Option option : given.keySet()) {
            switch (option.value().orElse("")) {
                case "N" -> number(option);
                case "TIME" -> time(option);
                case "BYTES" -> count(option);
                default -> {}
            }
        }
        positive(Option.CONNECTIONS);
        positive(Option.THREADS);
        positive(Option.CONNECTING);
        positive(Option.RATE);
        positive(Option.WINDOW);
        positive(Option.PUBLISHERS);
        positive(Option.ROOMS);
        if (has(Option.RATE) && has(Option.WINDOW)) {
            throw new WrongUsage("--rate and --window exclude each other");
        }
        if (has(Option.ROOMS) && has(Option.ROOM_SIZE)) {
            throw new WrongUsage("--rooms and --room-size exclude each other");
        }
        if (has(Option.RAW) && has(Option.MESSAGE)) {
            throw new WrongUsage("--raw and --message exclude each other");
        }
        if (scenario == ScenarioName.FAN_OUT && !has(Option.RATE) && !has(Option.WINDOW)) {
            throw new WrongUsage("fan-out needs --rate or --window");
        }
    }

    private void positive(Option option) {
        if (number(option).orElse(1) <= 0) {
            throw wrong(option, "more than nothing");
        }
    }

    private static String next(Option option, Iterator<String> left) {
        if (option.value().isEmpty()) {
            return YES;
        }
        if (!left.hasNext()) {
            throw new WrongUsage("--%s needs %s".formatted(option.word(), option.value().get()));
        }
        return left.next();
    }

    private WrongUsage wrong(Option option, String wanted) {
        return new WrongUsage(
                "--%s must be %s, not '%s'"
                        .formatted(option.word(), wanted, text(option).orElse("")));
    }
}
