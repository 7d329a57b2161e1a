// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.distribution.Alone;
import dev.switchboard.distribution.Outcome;
import dev.switchboard.distribution.Tarball;
import dev.switchboard.distribution.UnpackedSwitch;
import dev.switchboard.support.Await;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What is taken back counts within a second for those who are here, while their room is flooded.
 */
@Alone
class RevokedSessionsEndWithinASecondIT {
    private static final int SESSIONS = 50;
    private static final Duration BOUND = Duration.ofSeconds(1);
    private static final String SETTINGS =
            """
            auth.required = true
            messages { rate = 1000000/s, burst = 1000000 }
            messages { bytes-per-second = 100 MiB, bytes-burst = 1 MiB }
            delivery.limits { per-client = 1000000000/s, per-user = 1000000000/s }
            delivery.limits.per-address = 1000000000/s
            """;
    private static final String FLOOD =
            "{\"msg_type\":\"room_message\",\"room\":\"news\",\"content\":\"all of it\"}";

    @AutoClose private final UnpackedSwitch unpacked = UnpackedSwitch.of(Tarball.WITH_JAVA);
    @AutoClose private final HttpClient http = HttpClient.newHttpClient();
    private final List<Talker> anns = new ArrayList<>();
    private final List<Talker> bobs = new ArrayList<>();
    private final AtomicBoolean isOver = new AtomicBoolean();
    private final AtomicLong said = new AtomicLong();
    private final Thread flood = new Thread(this::flood, "flood");

    @BeforeEach
    void startUnderAFlood() throws Exception {
        String key = unpacked.above().resolve("key.pem").toString();
        good("token", "keys", "--key", key);
        Files.writeString(
                unpacked.home().resolve("conf/plugins.d/auth-jwt.conf"),
                "issuers.own { issuer = us, audience = [switchboard], keys = [\"%s.pub\"] }"
                        .formatted(key));
        unpacked.configured(SETTINGS).start();
        join(anns, token(key, "ann"));
        join(bobs, token(key, "bob"));
        flood.start();
        Await.until("the flood runs", () -> said.get() > 2_000);
    }

    @AfterEach
    void endTheFlood() throws Exception {
        isOver.set(true);
        anns.forEach(Talker::close);
        bobs.forEach(Talker::close);
        flood.join();
    }

    private String token(String key, String user) throws Exception {
        String[] words = {
            "token",
            "make",
            "--key",
            key,
            "--issuer",
            "us",
            "--audience",
            "switchboard",
            "--user",
            user
        };
        return good(words).strip();
    }

    private void join(List<Talker> crowd, String token) throws Exception {
        for (int i = 0; i < SESSIONS; i++) {
            var talker = Talker.at(unpacked.websocket());
            talker.login(token);
            crowd.add(talker.join("news"));
        }
    }

    /** As fast as one member says it and another hears it, so that nobody falls behind for long. */
    private void flood() {
        try {
            while (!isOver.get()) {
                bobs.getFirst().say(FLOOD);
                bobs.getLast().hear("room_message");
                said.incrementAndGet();
            }
        } catch (Exception | AssertionError closed) { // at the end
            isOver.set(true);
        }
    }

    @Test
    void everySessionOfARevokedUserIsClosed() throws Exception {
        long began = System.nanoTime();
        assertThat(order("POST", "/revocations/user?name=ann")).contains("" + SESSIONS);
        for (Talker ann : anns) {
            assertThat(ann.farewell().code()).isEqualTo(4500);
        }
        report("50 sessions of a revoked user were closed", began);
        goesOnForBob();
        assertThat(good("revocations")).contains("ann");
    }

    @Test
    void everyMemberWhoMayNotBeInTheRoomAnyMoreIsOutOfIt() throws Exception {
        unpacked.configured(SETTINGS + "rights.rules = [{ deny = [join], users = [ann] }]");
        long began = System.nanoTime();
        order("POST", "/reload");
        for (Talker ann : anns) {
            assertThat(ann.hear("\"removed\"")).contains("news");
        }
        report("50 members who may not be in a room any more were out of it", began);
        goesOnForBob();
        for (Talker ann : anns) {
            assertThat(ann.heardUntilNow()).as("what ann heard after that").isEmpty();
        }
    }

    private void goesOnForBob() {
        long before = said.get();
        Await.until("the flood goes on", () -> said.get() > before + 500);
        assertThat(bobs).noneMatch(Talker::isGone);
    }

    private static void report(String what, long began) {
        var took = Duration.ofNanos(System.nanoTime() - began);
        System.out.println(what + " within " + took.toMillis() + " ms, under a flood");
        assertThat(took).isLessThan(BOUND);
    }

    private String order(String method, String path) throws Exception {
        String token = Files.readString(unpacked.home().resolve("run/admin.token")).strip();
        URI address = unpacked.admin().resolve(path);
        var answer =
                http.send(
                        HttpRequest.newBuilder(address)
                                .method(method, BodyPublishers.noBody())
                                .header("Authorization", "Bearer " + token)
                                .build(),
                        BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private String good(String... words) throws Exception {
        Outcome outcome = unpacked.run(words);
        assertThat(outcome.exitCode()).as(outcome.toString()).isZero();
        return outcome.out();
    }
}
