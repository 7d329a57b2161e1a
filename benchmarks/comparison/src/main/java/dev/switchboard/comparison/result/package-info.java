// SPDX-License-Identifier: Apache-2.0

/**
 * What was found, as lines of JSON in a folder, and what remains of it: medians, spreads, ratios.
 */
@NullMarked
package dev.switchboard.comparison.result;

import org.jspecify.annotations.NullMarked;
