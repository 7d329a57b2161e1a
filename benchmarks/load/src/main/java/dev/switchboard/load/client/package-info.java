// SPDX-License-Identifier: Apache-2.0

/**
 * WebSocket clients by the thousand. A {@link dev.switchboard.load.client.Worker} is a thread with
 * a selector and the connections it owns; a {@link dev.switchboard.load.client.Connection} turns
 * bytes into messages for its {@link dev.switchboard.load.client.Connection.Client}, which is what
 * a scenario brings. Nothing is allocated per message.
 */
@NullMarked
package dev.switchboard.load.client;

import org.jspecify.annotations.NullMarked;
