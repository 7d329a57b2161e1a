// SPDX-License-Identifier: Apache-2.0

/** What is measured: a server somewhere, the switch of this installation, or one of our own. */
@NullMarked
package dev.switchboard.load.server;

import org.jspecify.annotations.NullMarked;
