// SPDX-License-Identifier: Apache-2.0
/**
 * Tests of the whole: a switch from the tarball as a process, and around it what meets a switch in
 * life. {@link dev.switchboard.distribution.e2e.Talker} is a client that keeps account of what it
 * hears, {@link dev.switchboard.distribution.e2e.Figures} reads what the switch says of itself, and
 * {@link dev.switchboard.distribution.e2e.NodeScript} runs clients that others wrote.
 */
@NullMarked
package dev.switchboard.distribution.e2e;

import org.jspecify.annotations.NullMarked;
