// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.load.option.Options;
import dev.switchboard.load.result.Result;
import dev.switchboard.load.server.Target;
import dev.switchboard.load.server.Targets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A server with a path for each room, where clients have nothing else to say. */
class RoomsByPathTest {
    private static final int ROOMS = 3;

    @Test
    void theRoomsNumberStandsInThePath() throws Exception {
        try (FaultyServer server = FaultyServer.with(_ -> Fault.NONE)) {
            Result result = run(server, "/rooms/%g");

            assertThat(result.checks().sent()).isGreaterThan(50);
            assertThat(result.checks().expected()).isEqualTo(3 * result.checks().sent());
            assertThat(result.checks().isClean()).isTrue();
        }
    }

    @Test
    void withoutItAllAreInOneRoomAndHearOthers() throws Exception {
        try (FaultyServer server = FaultyServer.with(_ -> Fault.NONE)) {
            Result result = run(server, "/rooms/7");

            assertThat(result.checks().stray())
                    .isEqualTo((ROOMS - 1) * 4 * result.checks().sent())
                    .isPositive();
        }
    }

    private static Result run(FaultyServer server, String path) throws Exception {
        String url = "ws://127.0.0.1:%d%s".formatted(server.port(), path);
        Options options =
                Options.parse(
                        List.of(
                                "fan-out",
                                "--raw",
                                "--connections",
                                String.valueOf(4 * ROOMS),
                                "--room-size",
                                "4",
                                "--rate",
                                "300",
                                "--warmup",
                                "100ms",
                                "--duration",
                                "300ms",
                                "--url",
                                url));
        try (Targets targets = new Targets(options, Optional.empty(), Optional.empty())) {
            Target target = targets.find();
            return new Run(options, target, Progress.SILENT).start("test");
        }
    }
}
