// SPDX-License-Identifier: Apache-2.0

/**
 * What time it is, and what happens later.
 *
 * <p>One of the lowest floors of the switch. Everything that reads a clock or waits does so through
 * a {@link dev.switchboard.server.time.Time}, so that a test can put a virtual one in its place and
 * nobody ever sleeps. A {@link dev.switchboard.server.time.Watchdog} checks that the threads on
 * which everything depends still run.
 */
@NullMarked
package dev.switchboard.server.time;

import org.jspecify.annotations.NullMarked;
