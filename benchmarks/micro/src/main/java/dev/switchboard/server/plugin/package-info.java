// SPDX-License-Identifier: Apache-2.0

/**
 * The kind of the switch itself, for benchmarks. In the package of that plugin, since nobody else
 * can see its records.
 */
@NullMarked
package dev.switchboard.server.plugin;

import org.jspecify.annotations.NullMarked;
