// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config.binding;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a value was written: a file and a line, or a variable of the environment.
 *
 * @param line counted from 1, or 0 where lines mean nothing
 */
public record Place(String source, int line) implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
            Comparator.comparing(Place::source).thenComparingInt(Place::line);
    private static final Pattern MERGED = Pattern.compile("merge of (.+?)(?:: \\d+)?,.*");

    public static Place of(ConfigOrigin origin) {
        int line = origin.lineNumber();
        if (line < 1) {
            Matcher merged = MERGED.matcher(origin.description());
            return merged.matches()
                    ? new Place(merged.group(1), 0)
                    : new Place(origin.description(), 0);
        }
        // The description is "source: line"; the bare file name exists only for real files.
        String description = origin.description();
        int end = description.lastIndexOf(": " + line);
        return new Place(end < 0 ? description : description.substring(0, end), line);
    }

    /**
     * Where a value was written. A section that several files share has no place of its own; it
     * gets that of the first line which stands in a file.
     */
    public static Place of(ConfigValue value) {
        if (value instanceof ConfigObject section && section.origin().lineNumber() < 1) {
            return section.values().stream()
                    .filter(entry -> entry.origin().filename() != null)
                    .map(Place::of)
                    .min(ORDER)
                    .orElseGet(() -> of(section.origin()));
        }
        return of(value.origin());
    }

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return line == 0 ? source : source + ":" + line;
    }
}
