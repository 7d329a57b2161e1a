// SPDX-License-Identifier: Apache-2.0

/** A result in words, for people at a terminal. */
@NullMarked
package dev.switchboard.load.summary;

import org.jspecify.annotations.NullMarked;
