// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.RunningSwitch;
import dev.switchboard.server.time.VirtualTime;
import dev.switchboard.support.Await;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HandshakeDeadlineTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** Longer than the limit, so that only the deadline can end a connection here. */
    private static final String SETTINGS =
            """
            listen.handshake-timeout = 30s
            heartbeat { interval = 1h, timeout = 1h }
            """;

    private final VirtualTime time = new VirtualTime();
    private RunningSwitch running;
    private int waitingBefore;

    @BeforeEach
    void start() throws Exception {
        running =
                RunningSwitch.with(
                        SETTINGS,
                        context ->
                                context.endpoint("/echo", (message, sender) -> sender.send(message))
                                        .files("/", "dev/switchboard/server/transport/pages"),
                        time);
        waitingBefore = time.waiting();
    }

    @AfterEach
    void stop() {
        running.close();
    }

    private RawClient connect() throws IOException {
        var client = RawClient.connect(running.port());
        Await.until(() -> time.waiting() > waitingBefore); // the deadline is set
        return client;
    }

    @Test
    void whoSaysNothingIsDisconnected() throws IOException {
        try (var client = connect()) {
            time.advance(LIMIT);

            client.expectEnd();
        }
        assertThat(late()).isOne();
    }

    private long late() {
        return running.count("switchboard_refusals_total{reason=late}");
    }

    @Test
    void whoSpeaksTooSlowlyIsDisconnected() throws IOException {
        byte[] handshake = RawClient.handshake("/echo");
        try (var client = connect()) {
            client.send(Arrays.copyOf(handshake, 40));
            time.advance(LIMIT.minusMillis(1));
            client.send(Arrays.copyOfRange(handshake, 40, 80));
            time.advance(Duration.ofMillis(1));

            client.expectEnd();
        }
        assertThat(late()).isOne();
    }

    @Test
    void whoIsInTimeStays() throws IOException {
        byte[] handshake = RawClient.handshake("/echo");
        try (var client = connect()) {
            client.send(Arrays.copyOf(handshake, 40));
            time.advance(LIMIT.minusMillis(1));
            client.send(Arrays.copyOfRange(handshake, 40, handshake.length));
            assertThat(client.readResponse().status()).isEqualTo(101);
            Await.until(() -> running.present() == 1);

            time.advance(LIMIT.multipliedBy(3));

            client.send(ClientFrame.text("still here"));
            client.expectText("still here");
        }
    }

    @Test
    void whoReadsOnePageAfterAnotherStaysUntilNoneIsWanted() throws IOException {
        try (var client = connect()) {
            for (int page = 0; page < 3; page++) {
                client.send(RawClient.lines("GET /app.js HTTP/1.1", "Host: a"));
                assertThat(client.readResponse().status()).isEqualTo(200);
                time.advance(LIMIT);
            }
            time.advance(LIMIT);

            client.expectEnd();
        }
        assertThat(late()).as("a client that was answered").isZero();
    }

    @Test
    void noDeadlineIsLeftBehind() throws IOException {
        for (int each = 0; each < 20; each++) {
            RawClient.open(running.port(), "/echo").vanish();
            try (var client = connect()) {
                client.send(RawClient.lines("GET /app.js HTTP/1.1", "Host: a"));
                client.readResponse();
            }
        }

        Await.until(() -> time.waiting() == waitingBefore);
    }
}
