// SPDX-License-Identifier: Apache-2.0

/**
 * The load generator behind {@code switchboard bench}: clients in their own process, as many as a
 * machine can carry.
 */
@NullMarked
package dev.switchboard.load;

import org.jspecify.annotations.NullMarked;
