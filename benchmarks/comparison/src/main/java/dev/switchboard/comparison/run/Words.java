// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.comparison.run;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Command lines as they can be typed. */
final class Words {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=%@,+-]+");

    private Words() {}

    static String quoted(List<String> words) {
        return words.stream()
                .map(word ->
                        PLAIN.matcher(word).matches()
                                ? word
                                : "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
    }
}
