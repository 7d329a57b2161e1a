// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.distribution.Outcome;
import dev.switchboard.distribution.Tarball;
import dev.switchboard.distribution.UnpackedSwitch;
import dev.switchboard.support.Await;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What becomes of an operator's edits, right and wrong ones. */
class ConfigurationIT {
    private static final String HELLO = "{\"msg_type\":\"hello\",\"id\":%s}";

    @AutoClose private final UnpackedSwitch unpacked = UnpackedSwitch.of(Tarball.WITH_JAVA);

    @Test
    void tenMistakesAreReportedAtOnceEachWithItsLine() throws IOException {
        // The line in the file, and what has to be said about it.
        Map<Integer, List<String>> mistakes =
                Map.of(
                        2, List.of("listen.prot", "listen.port"),
                        3, List.of("listen.header-size", "8 kilos"),
                        5, List.of("messages.max-size", "true"),
                        6, List.of("messages.rate", "many"),
                        7, List.of("messages.burst", "-1"),
                        9, List.of("heartbeat.intervall", "heartbeat.interval"),
                        10, List.of("heartbeat.timeout", "soon"),
                        12, List.of("delivery.overflow.rooms", "drop-olderst", "drop-oldest"),
                        13, List.of("gate.trusted-proxies", "10.0.0.0/99"),
                        14, List.of("admin.port", "70000"));
        unpacked.configured(
                """
                # line 1
                listen.prot = 9090
                listen.header-size = 8 kilos
                messages {
                  max-size = true
                  rate = many
                  burst = -1
                }
                heartbeat.intervall = 3s
                heartbeat.timeout = soon
                delivery {
                  overflow.rooms = drop-olderst }
                gate.trusted-proxies = ["10.0.0.0/99"]
                admin.port = 70000
                """);
        unpacked.without("SWITCHBOARD_PORT").without("SWITCHBOARD_ADMIN_PORT");

        Outcome outcome = unpacked.run("validate");

        assertThat(outcome.exitCode()).isEqualTo(6);
        List<String> lines = outcome.complaints().lines().filter(l -> !l.isBlank()).toList();
        assertThat(lines).as(outcome.complaints()).hasSize(mistakes.size());
        mistakes.forEach((number, words) ->
                assertThat(lines)
                        .as("line " + number)
                        .anySatisfy(line ->
                                assertThat(line)
                                        .contains("switchboard.conf:" + number)
                                        .contains(words)));
    }

    @Test
    void aLimitThatIsReloadedHoldsForThoseWhoAreConnected() throws Exception {
        unpacked.configured("messages { rate = 2/s, burst = 5 }").start();
        try (Talker ann = Talker.at(unpacked.websocket())) {
            assertThat(ann.ask(HELLO)).contains("\"message_burst\":5");
            assertThat(answersToThirtyAtOnce(ann)).contains("\"rate_limited\"");

            unpacked.configured("messages { rate = 2000/s, burst = 1000 }");
            Outcome outcome = unpacked.run("reload");

            assertThat(outcome.exitCode()).as(outcome.toString()).isZero();
            Await.until("new limits", () -> ann.ask(HELLO).contains("\"message_burst\":1000"));
            assertThat(answersToThirtyAtOnce(ann)).doesNotContain("rate_limited");
        }
    }

    @Test
    void aReloadWithOneMistakeChangesNothing() throws Exception {
        unpacked.configured("messages.burst = 5").start();
        unpacked.configured("messages.burst = 1000\nheartbeat.interval = often");

        Outcome outcome = unpacked.run("reload");

        assertThat(outcome.exitCode()).as(outcome.toString()).isEqualTo(6);
        assertThat(outcome.complaints()).contains("switchboard.conf:2", "often");
        try (Talker ann = Talker.at(unpacked.websocket())) {
            assertThat(ann.ask(HELLO)).contains("\"message_burst\":5");
            assertThat(answersToThirtyAtOnce(ann)).contains("\"rate_limited\"");
        }
    }

    @Test
    void aChangeThatNeedsARestartIsNamed() throws Exception {
        unpacked.configured("listen.backlog = 100").start();
        unpacked.configured("listen.backlog = 200");

        Outcome outcome = unpacked.run("reload");

        assertThat(outcome.exitCode()).as(outcome.toString()).isZero();
        assertThat(outcome.out()).contains("listen.backlog").contains("next start");
    }

    private static String answersToThirtyAtOnce(Talker talker) throws Exception {
        for (int i : IntStream.range(0, 30).toArray()) {
            talker.say(HELLO.formatted(i));
        }
        StringBuilder answers = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            answers.append(talker.hear("\"id\":"));
        }
        return answers.toString();
    }
}
