// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.distribution.Tarball;
import dev.switchboard.distribution.UnpackedSwitch;
import dev.switchboard.support.Await;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/** A switch that has run out of open files. */
class OpenFilesIT {
    private static final int LIMIT = 220;
    private static final int TURNED_AWAY = 30;

    /** Spare files, and those of visitors that have just left. */
    private static final int CLOSED_AT_TIMES = 6;

    @Test
    void theConnectedAreServedAndNewcomersAgainWhenSomeHaveLeft() throws Exception {
        try (UnpackedSwitch unpacked = UnpackedSwitch.of(Tarball.WITH_JAVA)) {
            unpacked.configured("gate.per-address.new-connections = 10000/s")
                    .through("sh", "-c", "ulimit -n " + LIMIT + " && exec \"$0\" \"$@\"")
                    .start();
            assertThat(unpacked.log())
                    .as("told at the start")
                    .contains("gate.max-connections = 50000", "may open " + LIMIT);
            List<Talker> inside = new ArrayList<>();
            int turnedAway = 0;
            while (turnedAway < TURNED_AWAY) {
                try {
                    inside.add(Talker.at(unpacked.websocket()));
                } catch (ExecutionException full) {
                    turnedAway++;
                }
                assertThat(inside).as("clients that fit").hasSizeLessThan(LIMIT);
            }

            Talker ann = inside.getFirst();
            Talker bob = inside.getLast();
            for (int i = 0; i < 20; i++) {
                ann.say("{\"msg_type\":\"chat\",\"content\":\"still here " + i + "\"}");
                assertThat(bob.hear()).endsWith("still here " + i + "\"}");
            }
            assertThat(unpacked.log().lines().filter(line -> line.contains("Too many open files")))
                    .as("lines about it, for " + turnedAway + " who were turned away")
                    .hasSize(1);

            for (int i = 0; i < 20; i++) {
                assertThat(ask(unpacked, "/livez").statusCode()).isEqualTo(200);
                assertThat(openFiles(ask(unpacked, "/metrics").body()))
                        .isBetween(LIMIT - CLOSED_AT_TIMES, LIMIT);
                assertThat(ask(unpacked, "/health").statusCode()).isIn(200, 503);
            }
            assertThat(unpacked.log()).doesNotContain("    at ");

            inside.subList(1, 20).forEach(Talker::close);
            List<Talker> newcomers = new ArrayList<>();
            Await.until("a newcomer is let in", () -> isLetIn(unpacked, newcomers));
            newcomers.getFirst().say("{\"msg_type\":\"chat\",\"content\":\"at last\"}");
            assertThat(bob.hear("at last")).contains("\"chat\"");
            newcomers.forEach(Talker::close);
            inside.forEach(Talker::close);
        }
    }

    private static int openFiles(String metrics) {
        String name = "switchboard_process_open_fds ";
        return metrics.lines()
                .filter(line -> line.startsWith(name))
                .mapToInt(line -> Integer.parseInt(line.substring(name.length())))
                .findFirst()
                .orElseThrow();
    }

    /** On a connection of its own, as probes do. */
    private static HttpResponse<String> ask(UnpackedSwitch unpacked, String path) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(unpacked.admin().resolve(path)).build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private static boolean isLetIn(UnpackedSwitch unpacked, List<Talker> newcomers)
            throws Exception {
        try {
            return newcomers.add(Talker.at(unpacked.websocket()));
        } catch (ExecutionException stillFull) {
            return false;
        }
    }
}
