// SPDX-License-Identifier: Apache-2.0

/**
 * How the switch tells people what it does.
 *
 * <p>All code logs through SLF4J with key-value pairs; what a plugin says to its {@link
 * java.lang.System.Logger} arrives in the same place. Each line carries the {@link
 * dev.switchboard.server.log.Correlation} of the message that caused it, so one search finds
 * everything that one message did. Text from outside can neither forge a line nor control the
 * terminal that shows it.
 */
@NullMarked
package dev.switchboard.server.log;

import org.jspecify.annotations.NullMarked;
