// SPDX-License-Identifier: Apache-2.0

/** What the switch promises, and whether the figures keep it. */
@NullMarked
package dev.switchboard.comparison.goal;

import org.jspecify.annotations.NullMarked;
