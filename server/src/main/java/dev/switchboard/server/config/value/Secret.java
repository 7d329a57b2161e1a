// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config.value;

import java.util.regex.Pattern;

/**
 * A text that must not appear in a log, an error or a listing. It prints as {@code ***}; only a
 * call of its accessor gives the text.
 */
public record Secret(String reveal) {

    /** Up to the last at sign: people write a slash or a question mark in a password as it is. */
    private static final Pattern USER_AND_PASSWORD = Pattern.compile("://(?:(?!://)\\S)*@");

    /** What is shown in the place of a secret. */
    public static final String MASK = "***";

    /** A text without the user and the password of the addresses in it. */
    public static String maskInAddresses(String text) {
        return USER_AND_PASSWORD.matcher(text).replaceAll("://" + MASK + "@");
    }

    @Override
    public String toString() {
        return MASK;
    }
}
