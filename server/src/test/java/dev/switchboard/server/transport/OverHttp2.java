// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import dev.switchboard.server.RunningSwitch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A switch that offers HTTP/2, and visitors that speak it. */
abstract class OverHttp2 {

    @TempDir private static Path folder;

    private static Path keystore;
    static SSLContext trusting;
    RunningSwitch running;
    private final List<Http2Visitor> visitors = new ArrayList<>();

    @BeforeAll
    static void certify() throws Exception {
        keystore = TestKeystore.in(folder);
        trusting = TestKeystore.trustedBy(keystore);
    }

    @AfterAll
    static void forget() {
        keystore = null;
    }

    @AfterEach
    void stop() {
        visitors.forEach(Http2Visitor::close);
        running.close();
    }

    void start(String more) throws Exception {
        running =
                RunningSwitch.with(
                        """
                        listen.http2 = true
                        listen.tls { enabled = true, keystore = "%s", password = "%s" }
                        gate.per-address.new-connections = 10000/s
                        heartbeat { interval = 1h, timeout = 1h }
                        drain { window = 100ms, return-window = 1s, close-timeout = 5s }
                        """
                                        .formatted(keystore, TestKeystore.PASSWORD)
                                + more,
                        context ->
                                context.endpoint("/echo", (message, sender) -> sender.send(message))
                                        .files("/", "dev/switchboard/server/transport/pages"));
    }

    Http2Visitor visitor() throws Exception {
        var visitor = new Http2Visitor(running.port(), trusting);
        visitors.add(visitor);
        return visitor;
    }
}
