// SPDX-License-Identifier: Apache-2.0
/**
 * From sockets to messages, on Jetty.
 *
 * <p>The {@link dev.switchboard.server.transport.Gate} decides about each request. {@link
 * dev.switchboard.server.transport.Upgrades} makes a WebSocket that is let in a {@link
 * dev.switchboard.server.transport.ClientConnection}, which reads without blocking: {@link
 * dev.switchboard.server.transport.FrameReader} finds the frames, {@link
 * dev.switchboard.server.transport.MessageAssembler} makes messages of them, and a {@link
 * dev.switchboard.server.routing.Receiver} gets each. On the way out the connection is the wire of
 * its client's outbox. Jetty does HTTP, TLS and the selecting. {@link
 * dev.switchboard.server.transport.Readers} replaces a selector's thread that a plugin does not
 * give back.
 */
@NullMarked
package dev.switchboard.server.transport;

import org.jspecify.annotations.NullMarked;
