// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config;

import dev.switchboard.server.config.binding.Constraints;
import java.util.Comparator;
import java.util.Map;

/** Which {@link Overflow} policy a topic has. {@code reference.conf} explains each key. */
public record OverflowSettings(
        Overflow everyone,
        Overflow rooms,
        Overflow users,
        Overflow paths,
        Map<String, Overflow> roomPatterns,
        Map<String, Overflow> pathPatterns) {

    public OverflowSettings {
        Constraints constraints = new Constraints();
        requirePatterns("room-patterns", roomPatterns, constraints);
        requirePatterns("path-patterns", pathPatterns, constraints);
        constraints.hold();
    }

    public Overflow ofRoom(String name) {
        return mostExact(roomPatterns, name, rooms);
    }

    public Overflow ofPath(String path) {
        return mostExact(pathPatterns, path, paths);
    }

    private static void requirePatterns(
            String key, Map<String, Overflow> patterns, Constraints constraints) {
        for (String pattern : patterns.keySet()) {
            constraints.require(
                    pattern.indexOf('*') == -1 || pattern.indexOf('*') == pattern.length() - 1,
                    key,
                    "a star stands only at the end, as in \"support.*\"");
        }
    }

    private static Overflow mostExact(
            Map<String, Overflow> patterns, String name, Overflow otherwise) {
        Overflow exact = patterns.get(name);
        if (exact != null) {
            return exact;
        }
        return patterns.entrySet().stream()
                .filter(entry -> isPrefix(entry.getKey(), name))
                .max(Comparator.comparingInt(entry -> entry.getKey().length()))
                .map(Map.Entry::getValue)
                .orElse(otherwise);
    }

    private static boolean isPrefix(String pattern, String name) {
        return pattern.endsWith("*") && name.startsWith(pattern.substring(0, pattern.length() - 1));
    }
}
