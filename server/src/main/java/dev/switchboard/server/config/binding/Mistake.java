// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config.binding;

import java.util.List;

/**
 * One thing that is wrong with a configuration, told to a person.
 *
 * @param place where it stands
 * @param path the full key, as in {@code messages.max-size}; empty for a file that cannot be read
 * @param found what stands there, as written; empty if the key itself is the mistake
 * @param explanation what was expected, and what to write instead
 */
public record Mistake(Place place, String path, String found, String explanation) {

    /** In one line, where it stands alone. */
    public String sentence() {
        return place + ": " + (subject().isEmpty() ? "" : subject() + " ") + explanation;
    }

    private String subject() {
        return found.isEmpty() ? path : path + " = " + found;
    }

    /** One line for each mistake, in columns: place, subject, explanation. */
    static String table(List<Mistake> mistakes) {
        int places = width(mistakes.stream().map(mistake -> mistake.place().toString()).toList());
        int subjects = width(mistakes.stream().map(Mistake::subject).toList());
        StringBuilder table = new StringBuilder();
        for (Mistake mistake : mistakes) {
            String place = mistake.place().toString();
            String subject = mistake.subject();
            table.append(place).append(" ".repeat(places - place.length() + 2));
            if (subjects > 0) {
                table.append(subject).append(" ".repeat(subjects - subject.length() + 3));
            }
            table.append(mistake.explanation()).append('\n');
        }
        return table.toString().stripTrailing();
    }

    private static int width(List<String> column) {
        return column.stream().mapToInt(String::length).max().orElse(0);
    }
}
