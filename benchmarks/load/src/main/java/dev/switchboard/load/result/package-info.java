// SPDX-License-Identifier: Apache-2.0

/**
 * What a run found, as records, and as the JSON that {@code bench --json} writes. One record is one
 * object of the JSON; its components are the object's names in snake case, unless a {@link
 * dev.switchboard.load.result.Key} says otherwise. The report and the comparison read it back.
 */
@NullMarked
package dev.switchboard.load.result;

import org.jspecify.annotations.NullMarked;
