// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config.value;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often something may happen: so many times in a period, written as {@code 50/s}, {@code
 * 30/min} or {@code 10/10s}.
 */
public record Rate(long count, Duration period) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,15})\\s*/\\s*(.+)");
    private static final Pattern LEADING_NUMBER = Pattern.compile("(\\d{1,15}).*");

    public Rate {
        if (count < 0 || !period.isPositive()) {
            throw new IllegalArgumentException("a rate is a count per period, as in 50/s");
        }
    }

    public static Rate perSecond(long count) {
        return new Rate(count, Duration.ofSeconds(1));
    }

    /** Reads what a person wrote. */
    public static Rate parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            Matcher number = LEADING_NUMBER.matcher(text.strip());
            String example = number.matches() ? number.group(1) : "50";
            throw new IllegalArgumentException("not a rate; try " + example + "/s");
        }
        String period = matcher.group(2);
        try {
            boolean hasCount = Character.isDigit(period.charAt(0));
            return new Rate(
                    Long.parseLong(matcher.group(1)), Span.parse(hasCount ? period : "1" + period));
        } catch (IllegalArgumentException unreadable) {
            throw new IllegalArgumentException(
                    "not a rate; try " + matcher.group(1) + "/s", unreadable);
        }
    }

    @Override
    public String toString() {
        String span = Span.print(period);
        boolean single = span.length() == 2 && span.charAt(0) == '1';
        return count + "/" + (single ? span.substring(1) : span);
    }
}
