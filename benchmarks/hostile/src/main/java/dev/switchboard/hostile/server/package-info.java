// SPDX-License-Identifier: Apache-2.0

/** The switch under attack: a process of its own, and what it shows of itself. */
@NullMarked
package dev.switchboard.hostile.server;

import org.jspecify.annotations.NullMarked;
