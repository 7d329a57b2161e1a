// SPDX-License-Identifier: Apache-2.0
/** Forwards every message, as it came, to everybody on the same path. */
@NullMarked
package dev.switchboard.plugin.relay;

import org.jspecify.annotations.NullMarked;
