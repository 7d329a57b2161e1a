// SPDX-License-Identifier: Apache-2.0
/** One switch is drained while its clients talk, and they go to another: what do they notice? */
@NullMarked
package dev.switchboard.hostile.drain;

import org.jspecify.annotations.NullMarked;
