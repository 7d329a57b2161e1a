// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the word that somebody probably meant. */
public final class Spelling {
    private Spelling() {}

    /** The nearest of some words, if one is near: a third of its letters may be wrong. */
    public static Optional<String> nearest(String written, Collection<String> words) {
        return words.stream()
                .filter(word -> distance(written, word) <= Math.max(1, word.length() / 3))
                .min(Comparator.comparingInt(word -> distance(written, word)));
    }

    /** What to append to the complaint about a word: the nearest, or nothing. */
    public static String advice(String written, Collection<String> words) {
        return advice(nearest(written, words));
    }

    /** What to append to a complaint. */
    public static String advice(Optional<String> meant) {
        return meant.map(word -> "; did you mean " + word + "?").orElse("");
    }

    /** The error text for a word that is not one of a choice. */
    public static String unknown(String written, Collection<String> words) {
        return nearest(written, words)
                .map(nearest -> "unknown; did you mean " + nearest + "?")
                .orElseGet(() -> "unknown; expected " + oneOf(words));
    }

    public static String oneOf(Collection<String> words) {
        return "one of " + String.join(", ", words);
    }

    /** How many letters must be added, removed, changed or swapped with their neighbour. */
    static int distance(String from, String to) {
        int[][] steps = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                steps[i][j] = cheapest(steps, from, i, to, j);
            }
        }
        return steps[from.length()][to.length()];
    }

    private static int cheapest(int[][] steps, String from, int i, String to, int j) {
        if (i == 0 || j == 0) {
            return i + j;
        }
        int change = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
        int cheapest =
                Math.min(
                        steps[i - 1][j - 1] + change,
                        1 + Math.min(steps[i - 1][j], steps[i][j - 1]));
        boolean swapped =
                i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(cheapest, steps[i - 2][j - 2] + 1) : cheapest;
    }
}
