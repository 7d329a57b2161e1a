// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.switchboard.api.RawMessage;
import dev.switchboard.server.RunningSwitch;
import dev.switchboard.server.time.VirtualTime;
import dev.switchboard.support.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Proxies on 127.0.0.1 and clients behind them, and strangers on 127.0.0.2. */
class ProxyProtocolOnTheWireTest {

    private static final String PROXY = "127.0.0.1";
    private static final String STRANGER = "127.0.0.2";
    private static final String CLIENT = "203.0.113.5";
    private static final byte[] HEADER = header(CLIENT);
    private static final byte[] LOCAL = HexFormat.of().parseHex("0d0a0d0a000d0a515549540a20000000");
    private static final String REFUSALS = "switchboard_refusals_total";

    private final VirtualTime time = new VirtualTime();
    private final Probe probe = new Probe();
    private final List<RunningSwitch> started = new ArrayList<>();

    @AfterEach
    void stop() {
        started.forEach(RunningSwitch::close);
    }

    /** Whoever says anything is told the address and the user that the switch knows. */
    private RunningSwitch start(String mode, String settings) throws Exception {
        var running =
                RunningSwitch.with(
                        """
                        listen { proxy-protocol = %s, handshake-timeout = 30s }
                        gate {
                            trusted-proxies = [127.0.0.1, 10.0.0.0/8]
                            user-header = X-User
                            per-address.new-connections = 100000/s
                        }
                        heartbeat { interval = 1h, timeout = 1h }
                        """
                                        .formatted(mode)
                                + settings,
                        context ->
                                context.endpoint(
                                        "/who",
                                        (message, sender) ->
                                                sender.send(
                                                        RawMessage.text(
                                                                sender.address().getHostAddress()
                                                                        + sender.user()
                                                                                .orElse("")))),
                        time,
                        binder -> binder.bind(Probe.class).toInstance(probe));
        started.add(running);
        return running;
    }

    private static byte[] header(String client) {
        return "PROXY TCP4 %s 192.0.2.1 51234 443\r\n".formatted(client).getBytes(US_ASCII);
    }

    private static RawClient connect(RunningSwitch running, String from) throws IOException {
        return new RawClient(
                new Socket(
                        InetAddress.getLoopbackAddress(),
                        running.port(),
                        InetAddress.ofLiteral(from),
                        0));
    }

    /** Who the switch takes this one for. */
    private static void expect(RawClient client, String who) throws IOException {
        assertThat(client.readResponse().status()).isEqualTo(101);
        client.send(ClientFrame.text("who am I?"));
        client.expectText(who);
    }

    /** The same, of one that first sends this and then a handshake. */
    private static void expect(
            RunningSwitch running, String from, byte[] first, String who, String... headers)
            throws IOException {
        try (var client = connect(running, from)) {
            client.send(first, RawClient.handshake("/who", headers));
            expect(client, who);
        }
    }

    private static int status(RunningSwitch running, byte[] first) throws IOException {
        try (var client = connect(running, PROXY)) {
            client.send(first, RawClient.handshake("/who"));
            return client.readResponse().status();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"accepted", "required"})
    void aTrustedProxyNamesTheClient(String mode) throws Exception {
        var running = start(mode, "");

        expect(running, PROXY, HEADER, CLIENT);
        expect(
                running,
                PROXY,
                HexFormat.of()
                        .parseHex("0d0a0d0a000d0a515549540a" + "2111000ccb007106c0000201c82201bb"),
                "203.0.113.6");
        expect(
                running,
                PROXY,
                "PROXY TCP6 2001:db8::5 ::1 51234 443\r\n".getBytes(US_ASCII),
                InetAddress.ofLiteral("2001:db8::5").getHostAddress());
    }

    @Test
    void theHeaderMayComeInPieces() throws Exception {
        var running = start("required", "");
        try (var client = connect(running, PROXY)) {
            client.sendByteByByte(HEADER);
            client.sendByteByByte(RawClient.handshake("/who"));
            expect(client, CLIENT);
        }
    }

    /** The message comes in the same packet as the header and the handshake. */
    @Test
    void nothingIsLostOfWhatFollowsAtOnce() throws Exception {
        var running = start("required", "");
        try (var client = connect(running, PROXY)) {
            client.send(HEADER, RawClient.handshake("/who"), ClientFrame.text("me?"));
            assertThat(client.readResponse().status()).isEqualTo(101);
            client.expectText(CLIENT);
        }
    }

    @Test
    void aProxyThatSpeaksForItselfIsTheClient() throws Exception {
        var running = start("required", "");

        expect(running, PROXY, LOCAL, PROXY);
        expect(running, PROXY, "PROXY UNKNOWN\r\n".getBytes(US_ASCII), PROXY);
        expect(running, PROXY, LOCAL, CLIENT, "X-Forwarded-For: " + CLIENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"accepted", "required"})
    void nobodyElseMaySendAHeader(String mode) throws Exception {
        var running = start(mode, "");
        for (byte[] header : List.of(HEADER, LOCAL, Arrays.copyOf(HEADER, 6))) {
            long before = running.count(REFUSALS);
            try (var client = connect(running, STRANGER)) {
                client.send(header);
                client.expectEnd();
            }
            assertThat(running.count(REFUSALS)).isEqualTo(before + 1);
        }
        expect(running, STRANGER, new byte[0], STRANGER);
    }

    @Test
    void whileItIsOffNobodyMay() throws Exception {
        var running = start("off", "");

        assertThat(status(running, HEADER)).isEqualTo(400);
        assertThat(status(running, LOCAL)).isEqualTo(400);
        expect(running, PROXY, new byte[0], CLIENT, "X-Forwarded-For: " + CLIENT);
    }

    @Test
    void aHeaderThatIsAcceptedMayBeMissing() throws Exception {
        var running = start("accepted", "");

        expect(running, PROXY, new byte[0], PROXY);
        expect(running, PROXY, new byte[0], CLIENT, "X-Forwarded-For: " + CLIENT);
    }

    @Test
    void aHeaderThatIsRequiredMayNotBeMissing() throws Exception {
        var running = start("required", "");
        long before = running.count(REFUSALS);

        assertThat(status(running, new byte[0])).isEqualTo(400);

        assertThat(running.count(REFUSALS)).isEqualTo(before + 1);
    }

    /** It comes from this machine, as a proxy may, and knows nothing of headers. */
    @Test
    void theHealthCheckNeedsNoHeader() throws Exception {
        var running = start("required", "");

        expect(running, PROXY, new byte[0], PROXY, Probe.HEADER + ": " + probe.token());
    }

    /** What a client writes into its request goes through a proxy that only moves bytes. */
    @Test
    void aClientThatIsNamedNamesNobody() throws Exception {
        var running = start("required", "");

        expect(running, PROXY, HEADER, CLIENT, "X-Forwarded-For: 1.2.3.4");
        expect(running, PROXY, HEADER, CLIENT, "X-User: ada");
        try (var client = connect(running, PROXY)) {
            client.send(HEADER, header("1.2.3.4"), RawClient.handshake("/who"));
            assertThat(client.readResponse().status()).isEqualTo(400);
        }
    }

    @Test
    void aProxyThatIsNamedNamesItsClient() throws Exception {
        var running = start("required", "");

        expect(running, PROXY, header("10.0.0.2"), CLIENT, "X-Forwarded-For: " + CLIENT);
        expect(running, PROXY, header("10.0.0.2"), "10.0.0.2ada", "X-User: ada");
    }

    @Test
    void theLimitsOfAnAddressAreThoseOfTheClient() throws Exception {
        var running = start("required", "gate.per-address.connections = 1");
        try (var inside = connect(running, PROXY)) {
            inside.send(HEADER, RawClient.handshake("/who"));
            expect(inside, CLIENT);

            assertThat(status(running, HEADER)).isEqualTo(429);
            expect(running, PROXY, header("203.0.113.6"), "203.0.113.6");
        }
    }

    /** Twice as many sockets as connections. */
    @Test
    void aClientMayNotOpenSocketsFasterThroughAProxy() throws Exception {
        var running = start("required", "gate.per-address.new-connections = 1/s");
        for (int each = 0; each < 2; each++) {
            try (var client = connect(running, PROXY)) {
                client.send(HEADER, RawClient.lines("GET / HTTP/1.1", "Host: a"));
                assertThat(client.readResponse().status()).isEqualTo(426);
            }
        }

        try (var client = connect(running, PROXY)) {
            client.send(HEADER, RawClient.lines("GET / HTTP/1.1", "Host: a"));
            client.expectEnd();
        }
        expect(running, PROXY, header("203.0.113.6"), "203.0.113.6");
    }

    @Test
    void aClientMayNotHaveAllPendingConnectionsThroughAProxy() throws Exception {
        var running = start("required", "");
        List<RawClient> crowd = new ArrayList<>();
        try {
            for (int each = 0; each < PendingConnections.ROOM / 2; each++) {
                var client = connect(running, PROXY);
                client.send(HEADER);
                crowd.add(client);
            }
            try (var tooMany = connect(running, PROXY)) {
                tooMany.send(HEADER);
                Await.until(() -> running.count(REFUSALS) > 0);
            }
        } finally {
            for (var client : crowd) {
                client.close();
            }
        }
        expect(running, PROXY, header("203.0.113.6"), "203.0.113.6");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "PROX", "PROXY TCP4 203.0.1"})
    void aHeaderMustComeInTime(String part) throws Exception {
        var running = start("required", "");
        int waitingBefore = time.waiting();
        try (var client = connect(running, PROXY)) {
            client.send(part.getBytes(US_ASCII));
            Await.until(() -> time.waiting() > waitingBefore);
            time.advance(Duration.ofSeconds(30));

            client.expectEnd();
        }
        Await.until(() -> time.waiting() == waitingBefore);
    }

    @Test
    void aProxyThatBreaksOffLeavesNothingBehind() throws Exception {
        var running = start("required", "");
        int waitingBefore = time.waiting();
        for (int cut = 0; cut < HEADER.length; cut++) {
            try (var client = connect(running, PROXY)) {
                client.send(Arrays.copyOf(HEADER, cut));
                client.finishSending();
                client.expectEnd();
            }
        }
        Await.until(() -> time.waiting() == waitingBefore);
    }

    /** The seed is fixed, so a failure comes again. */
    @Test
    void noBytesDoHarmOrMakeALogOfTheirOwn() throws Exception {
        var running = start("accepted", "");
        var lines = new ListAppender<ILoggingEvent>();
        var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        lines.start();
        root.addAppender(lines);
        try {
            var random = new Random(9);
            for (int each = 0; each < 300; each++) {
                byte[] header = random.nextBoolean() ? HEADER.clone() : LOCAL.clone();
                for (int wound = random.nextInt(4); wound > 0; wound--) {
                    header[random.nextInt(header.length)] = (byte) random.nextInt(256);
                }
                try (var client = connect(running, random.nextInt(4) > 0 ? PROXY : STRANGER)) {
                    client.send(Arrays.copyOf(header, random.nextInt(header.length + 1)));
                    client.send(RawClient.handshake("/who"));
                    client.finishSending();
                    client.readToTheEnd();
                } catch (IOException closedMeanwhile) {
                    // what was sent too late
                }
            }
            Await.until(() -> running.present() == 0);
        } finally {
            root.detachAppender(lines);
        }
        // Jetty's HttpConnection once released a buffer twice here, and said so; nobody was harmed.
        assertThat(lines.list)
                .filteredOn(line -> !line.getLoggerName().startsWith("org.eclipse.jetty."))
                .noneMatch(line -> line.getThrowableProxy() != null);
        assertThat(lines.list.stream().filter(line -> line.getLoggerName().contains("ProxyHeader")))
                .as("one of strangers, one of faults, as the time stands still")
                .hasSize(2);
        expect(running, PROXY, HEADER, CLIENT);
    }
}
