// SPDX-License-Identifier: Apache-2.0
/**
 * Who may come in, and who is connected.
 *
 * <p>A {@link dev.switchboard.server.client.ConnectedClient} is one open WebSocket. An {@link
 * dev.switchboard.server.client.Admission} is the way in, by steps. The {@link
 * dev.switchboard.server.client.ConnectionManager} knows all clients. A {@link
 * dev.switchboard.server.client.Lifecycle} says how open a connection is and how it ended. The
 * {@link dev.switchboard.server.client.HeartbeatWheel} finds clients that have gone without saying
 * so.
 */
@NullMarked
package dev.switchboard.server.client;

import org.jspecify.annotations.NullMarked;
