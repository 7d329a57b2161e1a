// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.api.Identity;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the clients of a user may send together. */
class UserAllowancesTest {

    private static final String MESSAGES = "messages.per-user.rate = 10/s";
    private static final String BYTES = "messages.per-user.bytes-per-second = 1 KiB";

    private final ClientFloor floor = new ClientFloor();
    private final ConnectedClient first = floor.connect(ClientFloor.user("192.0.2.1", "ann"));
    private final ConnectedClient second = floor.connect(ClientFloor.user("192.0.2.2", "ann"));
    private final ConnectedClient bob = floor.connect(ClientFloor.user("192.0.2.1", "bob"));
    private final ConnectedClient nobody = floor.connect();

    @AfterEach
    void close() {
        floor.close();
    }

    /** Sends so many messages; returns for how many milliseconds no more should follow. */
    private long send(ConnectedClient client, int messages, int size) {
        long wait = 0;
        for (int n = 0; n < messages; n++) {
            wait = client.allowance().pay(size, floor.time.nanos());
        }
        return Duration.ofNanos(wait).toMillis();
    }

    private long limited(String scope) {
        return floor.delivery
                .meters
                .registry()
                .counter("switchboard_rate_limited_total{scope=%s}".formatted(scope))
                .getCount();
    }

    @Test
    void theClientsOfAUserShareOneRate() {
        floor.delivery.change(MESSAGES);
        assertThat(send(first, 10, 1)).isZero();
        assertThat(send(second, 10, 1)).as("two seconds' worth").isZero();
        assertThat(send(second, 1, 1)).isEqualTo(100);
        assertThat(send(first, 1, 1)).isEqualTo(200);
        assertThat(limited("user_messages")).isEqualTo(2);

        floor.time.advance(Duration.ofMillis(300));
        assertThat(send(first, 1, 1)).isZero();
        assertThat(send(second, 1, 1)).isEqualTo(100);
    }

    @Test
    void theClientsOfAUserShareOneRateOfBytes() {
        floor.delivery.change(BYTES);
        assertThat(send(first, 1, 2048)).isZero();
        assertThat(send(second, 1, 1024)).isEqualTo(1000);
        assertThat(limited("user_bytes")).isEqualTo(1);
        assertThat(limited("bytes")).as("of the client alone").isZero();
    }

    @Test
    void othersAndThoseWhoAreNobodyPayNothingForIt() {
        floor.delivery.change(MESSAGES, BYTES);
        assertThat(send(first, 100, 1024)).isPositive();
        assertThat(send(bob, 2, 1024)).isZero();
        assertThat(send(nobody, 100, 1024)).isZero();
    }

    @Test
    void whoBecomesThatUserPaysAsOneOfThem() {
        floor.delivery.change(MESSAGES);
        send(first, 20, 1);
        floor.connections.identify(nobody, Optional.of(Identity.of("ann")));
        assertThat(send(nobody, 1, 1)).isEqualTo(100);
        floor.connections.identify(nobody, Optional.of(Identity.of("bob")));
        assertThat(send(nobody, 1, 1)).isZero();
    }

    @Test
    void whoLeavesAndComesBackHasNotPaid() {
        floor.delivery.change(MESSAGES);
        send(first, 40, 1);
        floor.lose(first);
        floor.lose(second);
        var again = floor.connect(ClientFloor.user("192.0.2.3", "ann"));
        assertThat(send(again, 1, 1)).isEqualTo(2100);
    }

    @Test
    void thereIsNoneUnlessItIsSet() {
        assertThat(send(first, 1000, 100)).isZero();
        assertThat(floor.settings().messages().perUser().isNone()).isTrue();
    }
}
