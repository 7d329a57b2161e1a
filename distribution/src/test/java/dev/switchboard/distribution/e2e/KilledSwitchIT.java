// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.distribution.Tarball;
import dev.switchboard.distribution.UnpackedSwitch;
import org.junit.jupiter.api.Test;

/** A switch that is killed in the middle of a conversation. */
class KilledSwitchIT {
    @Test
    void startsAgainAndServesThoseWhoComeBack() throws Exception {
        try (UnpackedSwitch unpacked = UnpackedSwitch.of(Tarball.WITH_JAVA).start()) {
            ProcessHandle first = unpacked.process().orElseThrow();
            try (Talker ann = Talker.at(unpacked.websocket()).join("r")) {
                first.destroyForcibly();
                assertThat(ann.farewell().code()).as("no close frame").isEqualTo(1006);
            }
            first.onExit().join();
            assertThat(unpacked.run("status").exitCode()).isEqualTo(1);

            unpacked.start();
            assertThat(unpacked.process().orElseThrow().pid()).isNotEqualTo(first.pid());
            try (Talker ann = Talker.at(unpacked.websocket()).join("r");
                    Talker bob = Talker.at(unpacked.websocket()).join("r")) {
                ann.say("{\"msg_type\":\"room_message\",\"room\":\"r\",\"content\":\"again\"}");
                assertThat(bob.hear()).contains("again");
            }
        }
    }
}
