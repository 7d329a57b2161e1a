// SPDX-License-Identifier: Apache-2.0
/**
 * What the tests of several modules share: the wait for a condition, a backend, the search for
 * secrets where none may be, the runs of fuzz targets, and the rules of the architecture. It knows
 * nothing of the switch, so that the tests of every module may use it.
 */
@NullMarked
package dev.switchboard.support;

import org.jspecify.annotations.NullMarked;
