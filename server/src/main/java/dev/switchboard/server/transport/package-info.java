// SPDX-License-Identifier: Apache-2.0
/**
 * From sockets to messages, on Jetty.
 *
 * <p>The {@link dev.switchboard.server.transport.Gate} decides about each request; a WebSocket that
 * is let in becomes a {@link dev.switchboard.server.transport.ClientConnection}, which reads
 * without blocking: {@link dev.switchboard.server.transport.FrameReader} finds the frames, {@link
 * dev.switchboard.server.transport.MessageAssembler} makes messages of them, and a {@link
 * dev.switchboard.server.routing.Receiver} gets each. On the way out the connection is the wire of
 * its client's outbox. Jetty does HTTP, TLS and the selecting.
 */
@NullMarked
package dev.switchboard.server.transport;

import org.jspecify.annotations.NullMarked;
