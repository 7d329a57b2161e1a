// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.api.Identity;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who watches over the ends of logins, while clients come and go. */
class SessionsTest {

    private final ClientFloor floor = new ClientFloor();
    private final Sessions sessions =
            new Sessions(
                    () -> floor.settings().auth(),
                    new Revocations(floor.time),
                    floor.delivery.encoder,
                    floor.time);

    @AfterEach
    void close() {
        sessions.close();
        floor.close();
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
