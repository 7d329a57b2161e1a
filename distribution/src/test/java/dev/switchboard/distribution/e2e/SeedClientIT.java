// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.distribution.Tarball;
import dev.switchboard.distribution.UnpackedSwitch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The simplest client: it sends messages without an id, offers no subprotocol, and counts on
 * hearing nothing that neither it nor its company caused.
 */
class SeedClientIT {
    @AutoClose private static UnpackedSwitch unpacked;

    @BeforeAll
    static void start() throws IOException {
        unpacked = UnpackedSwitch.of(Tarball.WITH_JAVA).start();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ws", "/"})
    void chatsJoinsARoomAndTalksThere(String path) throws Exception {
        try (Talker ann = Talker.at(unpacked.websocket(), path);
                Talker bob = Talker.at(unpacked.websocket(), path);
                Talker eve = Talker.at(unpacked.websocket(), path)) {
            String annsId = ann.id();
            ann.say("{\"msg_type\":\"chat\",\"content\":\"hi\"}");
            assertThat(bob.hear())
                    .isEqualTo(
                            "{\"msg_type\":\"chat\",\"from\":\"%s\",\"content\":\"hi\"}", annsId);
            assertThat(eve.hear()).contains("\"content\":\"hi\"");

            bob.say("{\"msg_type\":\"join_room\",\"room\":\"r1\"}");
            assertThat(bob.heardUntilNow()).isEmpty();
            ann.say("{\"msg_type\":\"join_room\",\"room\":\"r1\"}");
            ann.say(
                    "{\"msg_type\":\"room_message\",\"room\":\"r1\",\"content\":{\"n\":[1, 2.50]}}");
            assertThat(bob.hear())
                    .isEqualTo(
                            "{\"msg_type\":\"room_message\",\"from\":\"%s\",\"room\":\"r1\",\"content\":{\"n\":[1, 2.50]}}",
                            annsId);

            bob.say("{\"msg_type\":\"leave_room\",\"room\":\"r1\"}");
            assertThat(bob.heardUntilNow()).isEmpty();
            ann.say("{\"msg_type\":\"room_message\",\"room\":\"r1\",\"content\":\"alone\"}");
            assertThat(ann.heardUntilNow()).as("what its own words brought the sender").isEmpty();
            assertThat(bob.heardUntilNow()).as("after leaving").isEmpty();
            assertThat(eve.heardUntilNow()).as("outside of the room").isEmpty();
        }
    }

    @Test
    void aDirectMessageReachesOneAlone() throws Exception {
        try (Talker ann = Talker.at(unpacked.websocket());
                Talker bob = Talker.at(unpacked.websocket());
                Talker eve = Talker.at(unpacked.websocket())) {
            ann.say(
                    "{\"msg_type\":\"direct_message\",\"to\":\"%s\",\"content\":\"psst\"}"
                            .formatted(bob.id()));
            assertThat(bob.hear())
                    .isEqualTo(
                            "{\"msg_type\":\"direct_message\",\"from\":\"%s\",\"content\":\"psst\"}",
                            ann.id());
            assertThat(eve.heardUntilNow()).isEmpty();
            ann.say("{\"msg_type\":\"direct_message\",\"to\":\"nobody\",\"content\":\"psst\"}");
            assertThat(ann.hear()).contains("\"code\":\"no_such_client\"", "\"field\":\"to\"");
        }
    }

    @Test
    void echoReturnsTextAndBinaryUnchanged() throws Exception {
        try (Talker ann = Talker.at(unpacked.websocket(), "/echo")) {
            ann.say("not { JSON 😀");
            assertThat(ann.hear()).isEqualTo("not { JSON 😀");
            for (int size : new int[] {0, 1, 125, 126, 65535, 65536}) {
                ByteBuffer bytes = noise(size);
                ann.say(bytes.duplicate());
                assertThat(ann.hearBinary()).as(size + " bytes").isEqualTo(bytes);
            }
        }
    }

    @Test
    void relayCarriesTextAndBinaryUnchangedToTheOthersOnIt() throws Exception {
        try (Talker ann = Talker.at(unpacked.websocket(), "/relay");
                Talker bob = Talker.at(unpacked.websocket(), "/relay");
                Talker eve = Talker.at(unpacked.websocket())) {
            ByteBuffer bytes = noise(10_000);
            ann.say(bytes.duplicate());
            assertThat(bob.hearBinary()).isEqualTo(bytes);
            ann.say("plain text");
            assertThat(bob.hear()).isEqualTo("plain text");
            bob.say("an answer");
            assertThat(ann.hear()).as("the first that ann hears").isEqualTo("an answer");
            assertThat(eve.heardUntilNow()).as("on another path").isEmpty();
        }
    }

    private static ByteBuffer noise(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return ByteBuffer.wrap(bytes);
    }
}
