// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.api.Identity;
import dev.switchboard.server.client.Revocation.What;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who watches over the ends of logins, while clients come and go. */
class SessionsTest {

    private final ClientFloor floor = new ClientFloor();
    private final Revocations revocations = new Revocations(floor.time);
    private final Sessions sessions =
            new Sessions(
                    () -> floor.settings().auth(), revocations, floor.delivery.encoder, floor.time);

    @AfterEach
    void close() {
        sessions.close();
        floor.close();
    }

    /** Whoever revokes did not find it, as it was known to nobody then. */
    @Test
    void whoWasRevokedOnItsWayInIsSentAway() {
        var client = floor.connect();
        var now = floor.time.instant();
        client.admission().identify(Optional.of(Identity.of("ann").issuedAt(now)));
        revocations.add(new Revocation(What.USER, "ann", now, now.plusSeconds(60)));
        sessions.watch(client);
        assertThat(client.isOpen()).isFalse();
        assertThat(ClientFloor.ending(client).code()).isEqualTo(4500);
    }

    @Test
    void aClientMayGoAtAnyMomentOfALook() throws Exception {
        var client = floor.connect();
        var end = floor.time.instant().plus(Duration.ofDays(365));
        client.admission().identify(Optional.of(Identity.of("ann").expiringAt(end)));
        var guest =
                Thread.ofPlatform()
                        .start(() -> {
                            for (int i = 0; i < 50_000; i++) {
                                sessions.watch(client);
                                sessions.forget(client);
                            }
                        });
        while (guest.isAlive()) {
            floor.time.advance(Duration.ofSeconds(1)); // what a look throws comes out here
        }
        guest.join();
        assertThat(floor.time.instant()).as("nothing was due").isBefore(end);
    }
}
