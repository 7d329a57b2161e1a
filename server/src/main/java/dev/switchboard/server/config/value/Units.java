// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config.value;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a number with a unit behind it, as in {@code 64 KiB} or {@code 25s}, and prints it.
 *
 * @param noun what is read, as in "a size"
 * @param beyond the error text for one that a {@code long} cannot count
 * @param example the usual one
 * @param gap what is printed between number and unit
 * @param all the units, the smallest first
 */
record Units(String noun, String beyond, String example, String gap, List<Unit> all) {

    // At most 18 digits: no text can make the arithmetic slow, and every limit fits.
    private static final Pattern FORM =
            Pattern.compile("(\\d{1,18}(?:\\.\\d{1,9})?)\\s*([^\\d\\s./-][^\\d]*)?");

    /**
     * One unit.
     *
     * @param symbol how it is printed
     * @param size how many of the smallest unit it is
     * @param words how it is written, in lower case
     */
    record Unit(String symbol, long size, List<String> words) {

        Unit(String symbol, long size, String words) {
            this(symbol, size, List.of(words.split(" ", -1)));
        }

        /** How many letters a word shares with the beginning of one of these words. */
        int likeness(String word) {
            return words.stream().mapToInt(known -> sharedStart(known, word)).max().orElse(0);
        }

        private static int sharedStart(String one, String other) {
            int end = Arrays.mismatch(one.toCharArray(), other.toCharArray());
            return end < 0 ? one.length() : end;
        }
    }

    /** How many of the smallest unit that is. */
    long parse(String text) {
        Matcher written = FORM.matcher(text.strip());
        if (!written.matches()) {
            throw new IllegalArgumentException("not " + noun + "; try " + example);
        }
        BigDecimal amount = new BigDecimal(written.group(1));
        String word = written.group(2) == null ? "" : written.group(2).toLowerCase(Locale.ROOT);
        for (Unit unit : all) {
            if (unit.words().contains(word)) {
                return times(amount, unit);
            }
        }
        if (word.isEmpty() && amount.signum() == 0) {
            return 0;
        }
        throw new IllegalArgumentException(
                advice(amount.stripTrailingZeros().toPlainString(), word));
    }

    private long times(BigDecimal amount, Unit unit) {
        try {
            return amount.multiply(BigDecimal.valueOf(unit.size())).longValueExact();
        } catch (ArithmeticException notALong) {
            throw new IllegalArgumentException(beyond, notALong);
        }
    }

    private String advice(String amount, String word) {
        String usual = "; try " + example.replaceFirst("\\d+", amount);
        if (word.isEmpty()) {
            return noun + " needs a unit" + usual;
        }
        Unit nearest = Collections.max(all, Comparator.comparingInt(unit -> unit.likeness(word)));
        return nearest.likeness(word) > 0
                ? "not " + noun + "; try " + amount + gap + nearest.symbol()
                : "not " + noun + "; units are " + symbols() + usual;
    }

    private String symbols() {
        return String.join(", ", all.stream().map(Unit::symbol).toList());
    }

    /** The shortest exact spelling. */
    String print(long count) {
        Unit shortest = all.getFirst();
        for (Unit unit : all) {
            if (count != 0 && count % unit.size() == 0) {
                shortest = unit;
            }
        }
        return count / shortest.size() + gap + shortest.symbol();
    }
}
