// SPDX-License-Identifier: Apache-2.0

/**
 * The composition root: where the program begins, and what is made of what.
 *
 * <p>This is the top floor. It knows every floor below it; none of them knows it.
 */
@NullMarked
package dev.switchboard.server;

import org.jspecify.annotations.NullMarked;
