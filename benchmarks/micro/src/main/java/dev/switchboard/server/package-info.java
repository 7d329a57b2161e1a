// SPDX-License-Identifier: Apache-2.0

/**
 * The kind of the switch itself, for benchmarks. In the switch's own package, since nobody else can
 * see its records.
 */
@NullMarked
package dev.switchboard.server;

import org.jspecify.annotations.NullMarked;
