// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config.value;

/**
 * A text that must not appear in a log, an error or a listing. It prints as {@code ***}; only a
 * call of its accessor gives the text.
 */
public record Secret(String reveal) {
    /** What is shown in the place of a secret. */
    public static final String MASK = "***";

    @Override
    public String toString() {
        return MASK;
    }
}
