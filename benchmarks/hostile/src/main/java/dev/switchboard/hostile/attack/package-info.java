// SPDX-License-Identifier: Apache-2.0

/** What attackers do: floods of messages, of requests, of sockets that say nothing. */
@NullMarked
package dev.switchboard.hostile.attack;

import org.jspecify.annotations.NullMarked;
