// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config;

import dev.switchboard.server.config.binding.Constraints;
import dev.switchboard.server.config.value.ByteSize;
import java.time.Duration;

/**
 * Where clients connect: the address, the threads behind it, TLS. {@code reference.conf} explains
 * each key.
 */
public record ListenSettings(
        String host,
        int port,
        int backlog,
        int selectors,
        int maxThreads,
        ByteSize headerSize,
        ByteSize sendBuffer,
        Duration handshakeTimeout,
        ProxyProtocol proxyProtocol,
        TlsSettings tls,
        boolean http2) {

    public ListenSettings {
        new Constraints()
                .require(!host.isBlank(), "host", "must name an address; try 0.0.0.0")
                .between("port", port, 0, 65_535)
                .between("backlog", backlog, 1, 65_535)
                .between("selectors", selectors, 0, 1_024)
                .between("max-threads", maxThreads, 8, 10_000)
                .between(
                        "header-size",
                        headerSize,
                        ByteSize.ofKibibytes(1),
                        ByteSize.ofKibibytes(64))
                .between(
                        "send-buffer",
                        sendBuffer,
                        ByteSize.ofKibibytes(4),
                        ByteSize.ofMebibytes(16))
                .between(
                        "handshake-timeout",
                        handshakeTimeout,
                        Duration.ofMillis(100),
                        Duration.ofMinutes(5))
                .require(
                        tls.enabled() || !http2,
                        "http2",
                        "needs tls.enabled: browsers speak HTTP/2 over TLS alone")
                .hold();
    }
}
