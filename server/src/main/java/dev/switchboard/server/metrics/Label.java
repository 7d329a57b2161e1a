// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * How the series of a family differ, and how many there may be. All further values are counted
 * under {@value #OTHER}, so that no client can fill the memory of the switch, or of Prometheus,
 * with series.
 *
 * @param name the label's name, such as {@code reason}
 * @param first the values that are there from the start, so that they show as 0 before they happen
 * @param limit how many different values there may be, not counting {@value #OTHER}
 */
public record Label(String name, List<String> first, int limit) {

    /** The series that takes what no other does. */
    public static final String OTHER = "other";

    /** How labels, and families too, may be named. */
    static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

    public Label {
        first = List.copyOf(first);
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a label name: " + name);
        }
        if (first.size() > limit) {
            throw new IllegalArgumentException(
                    "label " + name + " starts with more values than its limit of " + limit);
        }
    }

    /** A label with exactly these values. */
    public static Label of(String name, String... values) {
        return new Label(name, List.of(values), values.length);
    }

    /** A label whose values are an enum's constants, in lower case. */
    public static Label of(String name, Class<? extends Enum<?>> values) {
        return of(
                name,
                Arrays.stream(values.getEnumConstants()).map(Label::value).toArray(String[]::new));
    }

    /** A label that takes the first values it meets, up to so many. */
    public static Label upTo(int limit, String name) {
        return new Label(name, List.of(), limit);
    }

    /** How an enum's constant reads as a value. */
    static String value(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
