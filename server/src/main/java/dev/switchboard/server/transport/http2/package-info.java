// SPDX-License-Identifier: Apache-2.0
/**
 * WebSockets on streams of HTTP/2 (RFC 8441), for those who switch it on; loaded only then.
 *
 * <p>{@link dev.switchboard.server.transport.http2.Http2} makes the connections. A WebSocket on a
 * stream has a {@link dev.switchboard.server.transport.http2.TunnelEndPoint} where another one has
 * its socket, so it knows no difference; {@link
 * dev.switchboard.server.transport.http2.ReceiveWindows} lets clients send as much as is read.
 */
@NullMarked
package dev.switchboard.server.transport.http2;

import org.jspecify.annotations.NullMarked;
