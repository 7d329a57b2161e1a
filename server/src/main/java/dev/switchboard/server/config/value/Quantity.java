// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config.value;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number and the word behind it, as in {@code 64 KiB} or {@code 25s}. The word may be empty.
 *
 * @param amount digits, perhaps with a point and more digits
 */
record Quantity(String amount, String unit) {
    // At most 18 digits: no text can make the arithmetic slow, and every limit fits.
    private static final Pattern FORM =
            Pattern.compile("(\\d{1,18}(?:\\.\\d{1,9})?)\\s*([^\\d\\s./-][^\\d]*)?");

    static Optional<Quantity> parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String unit = matcher.group(2) == null ? "" : matcher.group(2).toLowerCase(Locale.ROOT);
        return Optional.of(new Quantity(matcher.group(1), unit));
    }

    /**
     * So many of these.
     *
     * @throws ArithmeticException if that is no whole number, or out of reach of a long
     */
    long times(long each) {
        return new BigDecimal(amount).multiply(BigDecimal.valueOf(each)).longValueExact();
    }

    boolean isZero() {
        return amount.chars().allMatch(digit -> digit == '0' || digit == '.');
    }

    /** The amount without zeros behind the point, for a suggestion. */
    String amountText() {
        return isZero() ? "0" : new BigDecimal(amount).stripTrailingZeros().toPlainString();
    }
}
