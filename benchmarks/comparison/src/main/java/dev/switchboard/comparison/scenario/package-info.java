// SPDX-License-Identifier: Apache-2.0

/** What is done to every server, in the order in which it is done. */
@NullMarked
package dev.switchboard.comparison.scenario;

import org.jspecify.annotations.NullMarked;
