// SPDX-License-Identifier: Apache-2.0

/** Whether every receiver got everything: once, in order, intact. */
@NullMarked
package dev.switchboard.load.check;

import org.jspecify.annotations.NullMarked;
