// SPDX-License-Identifier: Apache-2.0

/**
 * Runs the switch and its peers, alternating, under the same load, and writes down what each spent.
 */
@NullMarked
package dev.switchboard.comparison;

import org.jspecify.annotations.NullMarked;
