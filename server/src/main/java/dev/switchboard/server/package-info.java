// SPDX-License-Identifier: Apache-2.0

/**
 * Where the switch is put together and started.
 *
 * <p>This is the top floor. It knows every floor below it; none of them knows it.
 */
@NullMarked
package dev.switchboard.server;

import org.jspecify.annotations.NullMarked;
