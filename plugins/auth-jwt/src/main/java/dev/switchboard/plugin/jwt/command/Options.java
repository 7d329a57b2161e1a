// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.jwt.command;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The options of a command line, each with a value, as {@code --user ann} or {@code --user=ann}.
 */
record Options(Map<String, List<String>> values) {

    /** Reads words of which all are known options or their values. */
    static Options parse(List<String> words, String... known) throws WrongUsage {
        Map<String, List<String>> values = new HashMap<>();
        var each = words.iterator();
        while (each.hasNext()) {
            String word = each.next();
            int equals = word.indexOf('=');
            String name = equals < 0 ? word : word.substring(0, equals);
            if (!List.of(known).contains(name)) {
                // The word itself may be a token, which belongs on no screen.
                throw new WrongUsage(
                        name.startsWith("--") ? "unknown option " + name : "too many words");
            }
            if (equals < 0 && !each.hasNext()) {
                throw new WrongUsage(name + " needs a value");
            }
            values.computeIfAbsent(name, _ -> new ArrayList<>())
                    .add(equals < 0 ? each.next() : word.substring(equals + 1));
        }
        return new Options(values);
    }

    String required(String name) throws WrongUsage {
        return optional(name).orElseThrow(() -> new WrongUsage(name + " is missing"));
    }

    Optional<String> optional(String name) throws WrongUsage {
        var given = values.getOrDefault(name, List.of());
        if (given.size() > 1) {
            throw new WrongUsage(name + " stands there twice");
        }
        return given.stream().findFirst();
    }

    /** All values of an option that may stand there several times, or have several with commas. */
    List<String> all(String name) {
        return values.getOrDefault(name, List.of()).stream()
                .flatMap(value -> List.of(value.split(",")).stream())
                .map(String::strip)
                .toList();
    }
}
