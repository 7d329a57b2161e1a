// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.distribution.Alone;
import dev.switchboard.distribution.Tarball;
import dev.switchboard.distribution.UnpackedSwitch;
import dev.switchboard.support.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Clients that no longer read cost the switch what their outboxes may hold, and others nothing. */
@Alone
class StoppedReadersIT {
    private static final int STOPPED = 50;
    private static final int READERS = 20;
    private static final int MESSAGES = 3000;
    private static final String FILLING = "x".repeat(4000);
    private static final double MIB = 1 << 20;

    @Test
    void fiftyStoppedReadersDisturbNobodyAndMemoryIsBounded() throws Exception {
        try (UnpackedSwitch unpacked = UnpackedSwitch.of(Tarball.WITH_JAVA)) {
            unpacked.configured(
                            """
                            messages { rate = 100000/s, burst = 100000, bytes-per-second = 1 GiB }
                            delivery { outbox { bytes = 1 MiB, messages = 512 }, overflow.rooms = disconnect }
                            """)
                    .with("SWITCHBOARD_JAVA_OPTS", "-Xmx192m")
                    .start();
            List<Talker> stopped = new ArrayList<>();
            for (int i = 0; i < STOPPED; i++) {
                Talker talker = Talker.whoNeverReads(unpacked.websocket());
                stopped.add(talker.say("{\"msg_type\":\"join_room\",\"room\":\"busy\"}"));
            }
            List<Talker> readers = Talker.crowd(unpacked.websocket(), READERS);
            for (Talker reader : readers) {
                reader.join("busy");
            }
            Figures figures = new Figures(unpacked);
            Await.until(
                    "all have joined",
                    () -> figures.metric("switchboard_memberships") == STOPPED + READERS);
            double before = figures.metric("switchboard_process_resident_memory_bytes");

            try (Talker speaker = Talker.at(unpacked.websocket()).join("busy")) {
                for (int i = 0; i < MESSAGES; i++) {
                    String answer =
                            speaker.ask(
                                    "{\"msg_type\":\"room_message\",\"room\":\"busy\",\"content\":\"%d %s\",\"id\":%%s}"
                                            .formatted(i, FILLING));
                    assertThat(answer).contains("\"ok\"");
                }
            }

            List<Integer> all = IntStream.range(0, MESSAGES).boxed().toList();
            for (Talker reader : readers) {
                assertThat(numbers(reader.heardUntilNow())).isEqualTo(all);
            }
            Await.until(
                    "those who do not read are sent away",
                    () -> figures.metric("switchboard_connections") == READERS);
            assertThat(figures.page("/metrics").body())
                    .containsPattern("closes_total\\{code=\"overloaded\"} " + STOPPED);
            double growth = figures.metric("switchboard_process_resident_memory_bytes") - before;
            // The formula: outboxes of all, and the heap that the option above allows.
            assertThat(growth / MIB).as("MiB of growth").isLessThan(192 + STOPPED);
            readers.forEach(Talker::close);
            stopped.forEach(Talker::close);
        }
    }

    private static List<Integer> numbers(List<String> heard) {
        return heard.stream()
                .map(message -> message.split("\"content\":\"", 2)[1].split(" ", 2)[0])
                .map(Integer::valueOf)
                .toList();
    }
}
