// SPDX-License-Identifier: Apache-2.0
/**
 * Who is connected.
 *
 * <p>A {@link dev.switchboard.server.client.ConnectedClient} is one open WebSocket. The {@link
 * dev.switchboard.server.client.ConnectionManager} knows them all and decides who may still come;
 * the {@link dev.switchboard.server.client.HeartbeatWheel} finds those that have gone without a
 * word.
 */
@NullMarked
package dev.switchboard.server.client;

import org.jspecify.annotations.NullMarked;
