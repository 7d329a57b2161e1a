// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.client;

import java.net.InetAddress;
import java.util.Optional;

/**
 * What is known of a connection that asks to come in.
 *
 * @param path where it wants to connect
 * @param address where it comes from
 * @param proxyUser who it is, if a trusted proxy said so
 * @param isProbe whether it is the switch's own health check, which no limit may keep out
 */
public record ConnectRequest(
        String path, InetAddress address, Optional<String> proxyUser, boolean isProbe) {}
