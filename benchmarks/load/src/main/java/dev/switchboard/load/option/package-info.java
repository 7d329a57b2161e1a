// SPDX-License-Identifier: Apache-2.0

/** The command line of {@code switchboard bench}. */
@NullMarked
package dev.switchboard.load.option;

import org.jspecify.annotations.NullMarked;
