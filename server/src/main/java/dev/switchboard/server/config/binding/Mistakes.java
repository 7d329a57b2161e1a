// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config.binding;

import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.List;

/** The notebook of one binding: what was wrong so far. Belongs to one thread. */
final class Mistakes {
    private final List<Mistake> noted = new ArrayList<>();

    /** Notes that a key holds what it should not. */
    void noteValue(String path, ConfigValue value, String explanation) {
        noted.add(new Mistake(Place.of(value), path, Written.quote(value), explanation));
    }

    /** Notes that a key is wrong, whatever it holds. */
    void noteKey(String path, ConfigValue where, String explanation) {
        noted.add(new Mistake(Place.of(where), path, "", explanation));
    }

    void note(Mistake mistake) {
        noted.add(mistake);
    }

    /**
     * Whether there is a mistake at a key or under it; then no rule can be checked with its value.
     */
    boolean touch(String path) {
        return noted.stream()
                .map(Mistake::path)
                .anyMatch(wrong ->
                        wrong.equals(path)
                                || wrong.startsWith(path + ".")
                                || wrong.startsWith(path + "["));
    }

    boolean isEmpty() {
        return noted.isEmpty();
    }

    List<Mistake> all() {
        return List.copyOf(noted);
    }
}
