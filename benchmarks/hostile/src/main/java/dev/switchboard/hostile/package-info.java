// SPDX-License-Identifier: Apache-2.0

/** Attacks a switch while honest clients use it, and tells what they noticed. */
@NullMarked
package dev.switchboard.hostile;

import org.jspecify.annotations.NullMarked;
