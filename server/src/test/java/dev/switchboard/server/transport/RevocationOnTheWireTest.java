// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.client.Revocation.What;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Clients who are believed no more. */
class RevocationOnTheWireTest extends LoginOnTheWire {

    @Test
    void whoIsRevokedIsSentAwayAndMayComeBackWithSomethingNewer() throws Exception {
        start(QUIET);
        try (var ann = open("Authorization: Bearer ann");
                var early = open("Authorization: Bearer ann-issued-early");
                var bob = open("Authorization: Bearer bob")) {
            assertThat(user(ann) + user(early) + user(bob)).isEqualTo("annannbob");
            assertThat(running.revoker().revoke(What.USER, "ann", now())).isEqualTo(2);
            ann.expectClose(4500);
            early.expectClose(4500);
            assertThat(user(bob)).isEqualTo("bob");
        }
        time.advance(Duration.ofSeconds(1));
        var old = ask("/ws", "Authorization: Bearer ann-issued-early");
        assertThat(old.status()).isEqualTo(401);
        assertThat(ask("/ws", "Authorization: Bearer ann").status()).isEqualTo(101);
        running.revoker().revocations().remove(What.USER, "ann");
        assertThat(ask("/ws", "Authorization: Bearer ann-issued-early").status()).isEqualTo(101);
    }

    @Test
    void oneTokenAloneCanBeRevoked() throws Exception {
        start(QUIET);
        try (var seven = open("Authorization: Bearer ann-id-7");
                var other = open("Authorization: Bearer ann")) {
            assertThat(user(seven) + user(other)).isEqualTo("annann");
            assertThat(running.revoker().revoke(What.TOKEN, "7", now())).isEqualTo(1);
            seven.expectClose(4500);
            auth(other, "ann-id-7");
            assertThat(other.next().text()).contains("\"code\":\"bad_token\"", "revoked");
            assertThat(user(other)).isEqualTo("ann");
        }
        assertThat(ask("/ws", "Authorization: Bearer ann-id-7").status()).isEqualTo(401);
    }

    @Test
    void everybodyCanBeSentAwayButThoseWhoAreNobody() throws Exception {
        start(QUIET);
        try (var ann = open("Authorization: Bearer ann");
                var nobody = open()) {
            assertThat(user(ann) + user(nobody)).isEqualTo("ann");
            assertThat(running.revoker().revoke(What.EVERYBODY, "", now())).isEqualTo(1);
            ann.expectClose(4500);
            assertThat(user(nobody)).isEmpty();
        }
    }

    @Test
    void oneClientCanBeSentAway() throws Exception {
        start(QUIET);
        try (var ann = open()) {
            String id = id(ann);
            assertThat(running.revoker().end("nobody")).isFalse();
            assertThat(running.revoker().end(id)).isTrue();
            ann.expectClose(4500);
        }
    }
}
