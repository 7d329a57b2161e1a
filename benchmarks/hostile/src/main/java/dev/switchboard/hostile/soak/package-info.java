// SPDX-License-Identifier: Apache-2.0
/** The same switch for hours, under a little of every attack: does anything grow? */
@NullMarked
package dev.switchboard.hostile.soak;

import org.jspecify.annotations.NullMarked;
