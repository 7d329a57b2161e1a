// SPDX-License-Identifier: Apache-2.0
/**
 * The types of single settings: sizes, rates, spans of time, ranges of addresses, secrets.
 *
 * <p>Each type reads what a person writes ({@code "64 KiB"}, {@code "50/s"}, {@code "25s"}, {@code
 * "10.0.0.0/8"}) and prints it the same way, so that a value looks alike in a file, in a log line
 * and in an answer. What cannot be read is answered with an {@link IllegalArgumentException} whose
 * message says what is wrong and what to write instead; it never repeats the text itself.
 */
@NullMarked
package dev.switchboard.server.config.value;

import org.jspecify.annotations.NullMarked;
