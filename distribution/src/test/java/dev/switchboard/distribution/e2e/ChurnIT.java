// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.distribution.Outcome;
import dev.switchboard.distribution.Tarball;
import dev.switchboard.distribution.UnpackedSwitch;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rooms that nobody is in any more leave nothing behind. */
class ChurnIT {
    private static final int CLIENTS = 50;
    private static final int ROOMS_OF_EACH = 2000;
    private static final double MIB = 1 << 20;

    @Test
    void aHundredThousandRoomsComeAndGoAndTheHeapIsBackAtItsBase() throws Exception {
        try (UnpackedSwitch unpacked = UnpackedSwitch.of(Tarball.WITH_JAVA)) {
            unpacked.configured(
                            """
                            messages { rate = 1000000/s, burst = 1000000 }
                            rooms.per-client = 2000
                            """)
                    .start();
            Figures figures = new Figures(unpacked);
            List<Talker> crowd = Talker.crowd(unpacked.websocket(), CLIENTS);
            everybody("join_room", crowd, 10);
            everybody("leave_room", crowd, 10);
            double base = heap(unpacked, figures);

            everybody("join_room", crowd, ROOMS_OF_EACH);
            assertThat(figures.metric("switchboard_rooms")).isEqualTo(CLIENTS * ROOMS_OF_EACH);
            double full = heap(unpacked, figures);
            everybody("leave_room", crowd, ROOMS_OF_EACH);
            assertThat(figures.metric("switchboard_rooms")).isZero();
            assertThat(figures.metric("switchboard_memberships")).isZero();

            assertThat(full - base).as("MiB for the rooms").isGreaterThan(10);
            assertThat(heap(unpacked, figures) - base).as("MiB left over").isLessThan(4);
            crowd.forEach(Talker::close);
        }
    }

    private static void everybody(String kind, List<Talker> crowd, int rooms) throws Exception {
        for (int room = 0; room < rooms; room++) {
            for (int i = 0; i < crowd.size(); i++) {
                crowd.get(i)
                        .say(
                                "{\"msg_type\":\"%s\",\"room\":\"room-%d-%d\"}"
                                        .formatted(kind, i, room));
            }
        }
        for (Talker one : crowd) {
            assertThat(one.heardUntilNow()).isEmpty();
        }
    }

    /** MiB in use after a full collection. */
    private static double heap(UnpackedSwitch unpacked, Figures figures) throws Exception {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        String pid = Long.toString(unpacked.process().orElseThrow().pid());
        Outcome outcome = Outcome.of(new ProcessBuilder(jcmd, pid, "GC.run"));
        assertThat(outcome.exitCode()).as(outcome.toString()).isZero();
        return figures.metric("switchboard_jvm_heap_used_bytes") / MIB;
    }
}
