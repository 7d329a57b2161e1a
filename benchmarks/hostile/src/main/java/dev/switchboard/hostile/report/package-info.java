// SPDX-License-Identifier: Apache-2.0

/** A row for each attack, on the terminal and as a page. */
@NullMarked
package dev.switchboard.hostile.report;

import org.jspecify.annotations.NullMarked;
