// SPDX-License-Identifier: Apache-2.0

/**
 * The runs themselves, one after another, and what becomes of those that fail or were disturbed.
 */
@NullMarked
package dev.switchboard.comparison.run;

import org.jspecify.annotations.NullMarked;
