// SPDX-License-Identifier: Apache-2.0
/** Sends every message back as it came, on a path of its own. */
@NullMarked
package dev.switchboard.plugin.echo;

import org.jspecify.annotations.NullMarked;
