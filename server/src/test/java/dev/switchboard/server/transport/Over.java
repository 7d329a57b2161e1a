// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import dev.switchboard.api.MessagePlugin;
import dev.switchboard.server.RunningSwitch;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;

/**
 * What is below the WebSockets of a test, or whether both sides have agreed to compress. RFC 6455
 * says the same of them, whatever that is.
 */
enum Over {
    TCP("http"),
    TLS("https"),
    COMPRESSED("http");

    private final String scheme;

    Over(String scheme) {
        this.scheme = scheme;
    }

    /** The certificate of all switches, made when the first of them needs it. */
    private record Identity(Path keystore, SSLContext trusting) {
        static final Identity ONLY = make();

        private static Identity make() {
            try {
                Path keystore =
                        TestKeystore.in(Files.createTempDirectory(Path.of("target"), "tls"));
                return new Identity(keystore.toAbsolutePath(), TestKeystore.trustedBy(keystore));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    RunningSwitch start(String settings, MessagePlugin plugin) throws Exception {
        String more =
                switch (this) {
                    case TCP -> "";
                    case COMPRESSED -> "delivery.compression { enabled = true, min-size = 64 B }\n";
                    case TLS ->
                            "listen.tls { enabled = true, keystore = \"%s\", password = \"%s\" }\n"
                                    .formatted(Identity.ONLY.keystore(), TestKeystore.PASSWORD);
                };
        return RunningSwitch.with(more + settings, plugin);
    }

    /** A connection on which nothing has been said yet. */
    RawClient connect(RunningSwitch running) throws IOException {
        return switch (this) {
            case TCP, COMPRESSED -> RawClient.connect(running.port());
            case TLS -> new RawClient(socket(running.port()));
        };
    }

    private static Socket socket(int port) throws IOException {
        return Identity.ONLY.trusting().getSocketFactory().createSocket("127.0.0.1", port);
    }

    /** A WebSocket. */
    RawClient open(RunningSwitch running, String path) throws IOException {
        var client = connect(running);
        if (this == COMPRESSED) {
            client.becomeWebSocket(path, RawClient.COMPRESSION);
        } else {
            client.becomeWebSocket(path);
        }
        return client;
    }

    /** The origin of pages that the switch serves, as far as there is no port. */
    String origin() {
        return scheme + "://127.0.0.1";
    }
}
