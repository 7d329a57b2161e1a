// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.RunningSwitch;
import dev.switchboard.server.config.binding.ConfigurationException;
import dev.switchboard.server.time.VirtualTime;
import dev.switchboard.support.Await;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How many may come in, against a switch that listens, on a time that stands still. */
class GateLimitsTest {

    private static final String PROXY =
            "gate { trusted-proxies = [127.0.0.1], user-header = X-User }\n";
    private static final String HIGH_RATE = "gate.per-address.new-connections = 1000000/s\n";

    private static final VirtualTime time = new VirtualTime();
    private static RunningSwitch running;

    private final List<RawClient> inside = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        running =
                RunningSwitch.with(
                        PROXY,
                        context ->
                                context.endpoint(
                                        "/echo", (message, sender) -> sender.send(message)),
                        time);
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    /** Each test finds a switch whose limits are as if nobody had ever come. */
    @BeforeEach
    void forgetArrivals() {
        time.advance(Duration.ofMinutes(1));
    }

    @AfterEach
    void leave() throws IOException {
        for (var client : inside) {
            client.close();
        }
        awaitInside(0);
    }

    private static void limit(String settings) throws ConfigurationException {
        running.change(PROXY + settings);
    }

    private static void awaitInside(int count) {
        Await.until(() -> running.present() == count);
    }

    /** Tries to come in; who does stays. */
    private HttpAnswer arrive(String... headers) throws IOException {
        var client = RawClient.connect(running.port());
        client.send(RawClient.handshake("/echo", headers));
        var answer = client.readResponse();
        if (answer.status() == 101) {
            inside.add(client);
        } else {
            client.close();
        }
        return answer;
    }

    private int arrive(int times, String... headers) throws IOException {
        int admitted = 0;
        for (int each = 0; each < times; each++) {
            admitted += arrive(headers).status() == 101 ? 1 : 0;
        }
        return admitted;
    }

    /** The last who came in goes. */
    private void leaveOne() throws IOException {
        awaitInside(inside.size());
        inside.removeLast().close();
        awaitInside(inside.size());
    }

    private static void assertToldToWait(HttpAnswer answer, int status) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 60);
        assertThat(answer.header("Content-Type")).startsWith("text/plain");
    }

    @Test
    void aFullSwitchSays503() throws Exception {
        limit(HIGH_RATE + "gate.max-connections = 10");

        assertThat(arrive(10)).isEqualTo(10);
        assertToldToWait(arrive(), 503);
        assertThat(arrive(20)).isZero();
    }

    @Test
    void aFullAddressIsTold429() throws Exception {
        limit(HIGH_RATE + "gate.per-address.connections = 10");

        assertThat(arrive(10)).isEqualTo(10);
        assertToldToWait(arrive(), 429);
        assertThat(arrive(20)).isZero();
        assertThat(arrive(3, "X-Forwarded-For: 203.0.113.1")).as("another address").isEqualTo(3);
    }

    @Test
    void aUserWithTooManyConnectionsIsTold429() throws Exception {
        limit(HIGH_RATE + "gate.per-user.connections = 5");

        assertThat(arrive(5, "X-User: ada")).isEqualTo(5);
        assertToldToWait(arrive("X-User: ada"), 429);
        assertThat(arrive(3, "X-User: ada", "X-Forwarded-For: 203.0.113.1"))
                .as("from elsewhere")
                .isZero();
        assertThat(arrive(5, "X-User: grace")).as("another user").isEqualTo(5);
        assertThat(arrive(10)).as("nobody in particular").isEqualTo(10);
    }

    /** Somebody who is nobody would have no limit. */
    @Test
    void whoIsNamedTwiceIsTold400() throws Exception {
        limit(HIGH_RATE + "gate.per-user.connections = 1");
        long before = refused("several_users");

        var answer = arrive("X-User: ada", "X-User: ada");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("replace the header");
        assertThat(arrive("X-User: ada", "X-User:").status()).isEqualTo(400);
        assertThat(refused("several_users")).isEqualTo(before + 2);
        assertThat(arrive("X-User: ada").status()).isEqualTo(101);
    }

    @Test
    void whatAStrangerSaysOfItselfIsNotRead() throws Exception {
        running.change(HIGH_RATE);
        assertThat(arrive("X-User: ada", "X-User: grace").status()).isEqualTo(101);
    }

    private static long refused(String reason) {
        return running.count("switchboard_refusals_total{reason=%s}".formatted(reason));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gate.max-connections = 8",
                "gate.per-address.connections = 8",
                "gate.per-user.connections = 8"
            })
    void placesAreGivenBack(String limit) throws Exception {
        limit(HIGH_RATE + limit);
        assertThat(arrive(8, "X-User: ada")).isEqualTo(8);

        for (int round = 0; round < 200; round++) {
            assertThat(arrive("X-User: ada").status())
                    .as("full in round %d", round)
                    .isNotEqualTo(101);
            leaveOne();
            assertThat(arrive("X-User: ada").status()).as("round %d", round).isEqualTo(101);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gate.max-connections = 8",
                "gate.per-address.connections = 8",
                "gate.per-user.connections = 8"
            })
    void placesAreGivenBackHoweverAConnectionEnds(String limit) throws Exception {
        limit(HIGH_RATE + limit);

        for (int round = 0; round < 25; round++) {
            assertThat(arrive(8, "X-User: ada")).as("round %d", round).isEqualTo(8);
            for (int at = 0; at < inside.size(); at++) {
                var client = inside.get(at);
                switch (at % 4) {
                    case 0 -> client.vanish();
                    case 1 -> client.close();
                    case 2 -> {
                        client.send(ClientFrame.close(1000, ""));
                        client.expectClose(1000);
                        client.close();
                    }
                    default -> {
                        client.send(ClientFrame.of(0xB, true, new byte[0]));
                        client.expectClose(1002);
                        client.close();
                    }
                }
            }
            inside.clear();
            awaitInside(0);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: http://evil.example",
                "Sec-WebSocket-Key: " + RawClient.KEY,
                "Content-Length: 1",
                "Transfer-Encoding: chunked",
                "Sec-WebSocket-Version: 8"
            })
    void whoIsRefusedTakesNoPlace(String wrong) throws Exception {
        limit(
                HIGH_RATE
                        + """
                        gate { max-connections = 4, per-address.connections = 4
                               per-user.connections = 4 }
                        """);

        for (int each = 0; each < 100; each++) {
            try (var client = RawClient.connect(running.port())) {
                client.send(RawClient.handshake("/echo", "X-User: ada", wrong));
                assertThat(client.readResponse().status()).isBetween(400, 499);
            }
        }

        assertThat(arrive(4, "X-User: ada")).isEqualTo(4);
    }

    @Test
    void whoVanishesDuringTheHandshakeTakesNoPlace() throws Exception {
        limit(HIGH_RATE + "gate { max-connections = 4, per-address.connections = 4 }");

        for (int each = 0; each < 300; each++) {
            var client = RawClient.connect(running.port());
            client.send(RawClient.handshake("/echo"), ClientFrame.text("and gone"));
            client.vanish();
        }

        Await.until(() -> admits(4));
    }

    private boolean admits(int count) {
        try {
            boolean all = arrive(count) == count;
            for (var client : inside) {
                client.close();
            }
            inside.clear();
            awaitInside(0);
            return all;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void newConnectionsOfOneAddressComeAtMostAtTheRate() throws Exception {
        limit("gate.per-address.new-connections = 10/s");
        forgetArrivals();

        assertThat(arrive(15)).as("the first burst").isEqualTo(10);
        assertToldToWait(arrive(), 429);
        for (int second = 0; second < 10; second++) {
            time.advance(Duration.ofSeconds(1));
            assertThat(arrive(30)).as("in second %d", second).isEqualTo(10);
        }
        for (int tenth = 0; tenth < 20; tenth++) {
            time.advance(Duration.ofMillis(100));
            assertThat(arrive(3)).as("in tenth %d", tenth).isEqualTo(1);
        }
        assertThat(arrive(10, "X-Forwarded-For: 203.0.113.1")).as("elsewhere").isEqualTo(10);
    }

    @Test
    void theRateCountsArrivalsEvenOfThoseWhoAreGoneAgain() throws Exception {
        limit("gate.per-address.new-connections = 10/s");
        forgetArrivals();

        for (int each = 0; each < 10; each++) {
            assertThat(arrive().status()).isEqualTo(101);
            leaveOne();
        }

        assertToldToWait(arrive(), 429);
    }

    @Test
    void addressesOfOneIpv6NetworkAreOne() throws Exception {
        limit(HIGH_RATE + "gate.per-address.connections = 5");

        int admitted = 0;
        for (int host = 1; host <= 10; host++) {
            admitted += arrive(1, "X-Forwarded-For: 2001:db8:0:1::" + host);
        }

        assertThat(admitted).isEqualTo(5);
        assertThat(arrive(5, "X-Forwarded-For: 2001:db8:0:2::1")).isEqualTo(5);
    }

    @Test
    void aStrangerCannotPretendToBeElsewhere() throws Exception {
        running.change(HIGH_RATE + "gate.per-address.connections = 5");

        int admitted = 0;
        for (int host = 1; host <= 10; host++) {
            admitted += arrive(1, "X-Forwarded-For: 203.0.113." + host);
        }

        assertThat(admitted).isEqualTo(5);
    }

    /** More than one address may have at a time of what is not a WebSocket. */
    @Test
    void whoAsksForAPageAndGoesMayComeAgainAndAgain() throws Exception {
        running.change(HIGH_RATE);

        for (int each = 0; each < PendingConnections.ROOM; each++) {
            try (var client = RawClient.connect(running.port())) {
                client.send(RawClient.lines("GET /nothing HTTP/1.1", "Host: a"));
                assertThat(client.readResponse().status()).as("request %d", each).isEqualTo(404);
            }
        }
    }

    @Test
    void requestsOfOneAddressComeAtMostAtTwiceTheRate() throws Exception {
        limit("gate.per-address.new-connections = 10/s");
        forgetArrivals();
        for (int each = 0; each < 20; each++) {
            assertThat(ask()).as("request %d", each).isEqualTo(404);
        }
        assertThat(ask()).isEqualTo(429);
        time.advance(Duration.ofMillis(100));
        assertThat(ask()).isEqualTo(404);
        assertThat(ask()).isEqualTo(404);
        assertThat(ask()).isEqualTo(429);
    }

    private static int ask() throws IOException {
        try (var client = RawClient.connect(running.port())) {
            client.send(RawClient.lines("GET /nothing HTTP/1.1", "Host: a"));
            return client.readResponse().status();
        }
    }

    /** Each would cost a handshake with TLS. */
    @Test
    void socketsOfOneAddressComeAtMostAtTwiceTheRate() throws Exception {
        running.change("gate.per-address.new-connections = 10/s");
        forgetArrivals();
        int open = 0;
        for (int each = 0; each < 30; each++) {
            try {
                assertThat(ask()).isIn(404, 429);
                open++;
            } catch (IOException closed) {
                // without an answer
            }
        }
        assertThat(open).isEqualTo(20);
    }

    @Test
    void whoIsRefusedIsNotReadAnyMore() throws Exception {
        limit(HIGH_RATE);
        byte[] request = RawClient.lines("GET /nothing HTTP/1.1", "Host: a");
        try (var client = RawClient.connect(running.port())) {
            client.send(request, request, request);
            assertThat(client.readResponse().status()).isEqualTo(404);
            client.expectEnd();
        }
    }

    @Test
    void aLimitThatIsRaisedLetsMoreInAtOnce() throws Exception {
        limit(HIGH_RATE + "gate.max-connections = 3");
        assertThat(arrive(5)).isEqualTo(3);

        limit(HIGH_RATE + "gate.max-connections = 5");

        assertThat(arrive(5)).isEqualTo(2);
    }
}
