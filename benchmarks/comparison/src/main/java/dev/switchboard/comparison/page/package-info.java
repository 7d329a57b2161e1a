// SPDX-License-Identifier: Apache-2.0

/** From figures to {@code docs/benchmarks.md} and its plots. */
@NullMarked
package dev.switchboard.comparison.page;

import org.jspecify.annotations.NullMarked;
