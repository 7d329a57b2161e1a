// SPDX-License-Identifier: Apache-2.0

/**
 * What clients do: the scenarios, the members of which they are made, and the session that runs
 * them and measures. Members live on the thread of their worker, together with its {@link
 * dev.switchboard.load.scenario.Ledger}; the session asks the workers for figures.
 */
@NullMarked
package dev.switchboard.load.scenario;

import org.jspecify.annotations.NullMarked;
