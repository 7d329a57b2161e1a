// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.client.Admission;
import dev.switchboard.support.Await;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.frames.SettingsFrame;
import org.junit.jupiter.api.Test;

/** WebSockets and pages over HTTP/2. */
class Http2Test extends OverHttp2 {

    @Test
    void aWebSocketOnAStreamSpeaksAsAnyOther() throws Exception {
        start("");
        var visitor = visitor();
        assertThat(visitor.settings())
                .containsEntry(SettingsFrame.ENABLE_CONNECT_PROTOCOL, 1)
                .containsEntry(SettingsFrame.INITIAL_WINDOW_SIZE, 0)
                .containsEntry(SettingsFrame.MAX_CONCURRENT_STREAMS, 100);
        var client = visitor.open("/echo");

        client.send(ClientFrame.text("over a stream"));
        client.expectText("over a stream");
        client.send(
                ClientFrame.of(Opcode.PING, true, "still there?".getBytes(StandardCharsets.UTF_8)));
        client.expectPong("still there?");
        client.send(ClientFrame.text("x".repeat(60_000)), ClientFrame.text("short"));
        client.expectText("x".repeat(60_000));
        client.expectText("short");
        assertThat(running.count("switchboard_http2_connections_total")).isOne();

        client.send(ClientFrame.close(1000, ""));
        client.expectClose(1000);
        Await.until(() -> running.present() == 0);
    }

    @Test
    void aClientThatHasStoppedSendingReadsItsAnswers() throws Exception {
        start("");
        var client = visitor().open("/echo");

        client.send(ClientFrame.text("last words"), ClientFrame.close(1000, ""));
        client.finishSending();

        client.expectText("last words");
        client.expectClose(1000);
        Await.until(() -> running.present() == 0);
    }

    @Test
    void manyShareAConnectionAndEachIsAnsweredInOrder() throws Exception {
        start("messages { rate = 1000000/s, burst = 1000000, bytes-burst = 1 GiB }");
        var visitor = visitor();
        List<RawClient> clients = new ArrayList<>();
        for (int each = 0; each < 50; each++) {
            clients.add(visitor.open("/echo"));
        }
        for (int round = 0; round < 100; round++) {
            for (int each = 0; each < clients.size(); each++) {
                clients.get(each).send(ClientFrame.text(round + " of " + each));
            }
        }
        for (int round = 0; round < 100; round++) {
            for (int each = 0; each < clients.size(); each++) {
                clients.get(each).expectText(round + " of " + each);
            }
        }
        assertThat(running.present()).isEqualTo(50);
    }

    @Test
    void eachStreamCountsForItsAddress() throws Exception {
        start("gate.per-address.connections = 3");
        var visitor = visitor();
        visitor.open("/echo");
        visitor.open("/echo");
        var third = visitor.open("/echo");
        assertThat(visitor.settings()).containsEntry(SettingsFrame.MAX_CONCURRENT_STREAMS, 3);

        visitor().stream("/echo", 429);
        third.send(ClientFrame.close(1000, ""));
        third.expectClose(1000);
        Await.until(() -> running.present() == 2);
        visitor().open("/echo");
    }

    @Test
    void whatMayNotComeInIsRefused() throws Exception {
        start("");
        var visitor = visitor();

        visitor.stream("/nowhere", 404);
        visitor.stream("/echo", 403, "origin: https://evil.example.org");
        visitor.stream("/echo", 426, "sec-websocket-version: 8");
        visitor.stream("connect-udp", "/echo", 426);
        visitor.stream(null, null, 404);
        visitor.open("/echo", "origin: https://127.0.0.1:" + running.port());
        assertThat(running.count("switchboard_refusals_total")).isEqualTo(5);
    }

    @Test
    void pagesAreServed() throws Exception {
        start("");
        try (var http = HttpClient.newBuilder().sslContext(trusting).build()) {
            var answer =
                    http.send(
                            HttpRequest.newBuilder(
                                            URI.create("https://127.0.0.1:" + running.port() + "/"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());

            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("front");
        }
    }

    @Test
    void whoSpeaksHttp11OnTheSamePortComesInAsBefore() throws Exception {
        start("");
        try (var client = new RawClient(socket("http/1.1"))) {
            client.becomeWebSocket("/echo");
            client.send(ClientFrame.text("as before"));
            client.expectText("as before");
        }
    }

    @Test
    void nobodyIsOfferedHttp2UnlessItIsSwitchedOn() throws Exception {
        start("listen.http2 = false");
        try (var socket = socket("h2", "http/1.1")) {
            socket.startHandshake();
            assertThat(socket.getApplicationProtocol()).isEmpty();
        }
    }

    private SSLSocket socket(String... protocols) throws Exception {
        var socket =
                (SSLSocket) trusting.getSocketFactory().createSocket("127.0.0.1", running.port());
        var parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(protocols);
        socket.setSSLParameters(parameters);
        return socket;
    }

    @Test
    void aResetEndsTheClientAndNoOther() throws Exception {
        start("");
        var visitor = visitor();
        var one = visitor.stream("/echo", 200);
        var other = visitor.open("/echo");
        Await.until(() -> running.present() == 2);

        one.reset();
        Await.until(() -> running.present() == 1);
        other.send(ClientFrame.text("unharmed"));
        other.expectText("unharmed");
    }

    @Test
    void theEndOfTheConnectionEndsAll() throws Exception {
        start("");
        var visitor = visitor();
        visitor.open("/echo");
        visitor.open("/echo");
        Await.until(() -> running.present() == 2);

        visitor.vanish();
        Await.until(() -> running.present() == 0);
    }

    @Test
    void aSlowReaderHoldsUpNoOtherOfItsConnection() throws Exception {
        start(
                """
                messages { rate = 1000000/s, burst = 1000000, bytes-burst = 1 GiB }
                delivery.outbox.bytes = 256 KiB
                delivery.stall-timeout = 1h
                """);
        var visitor = visitor();
        var slowSocket = visitor.stream("/echo", 200);
        var slow = new RawClient(slowSocket);
        var other = visitor.open("/echo");
        slowSocket.stopReading();
        for (int each = 0; each < 4; each++) {
            slow.send(ClientFrame.text("y".repeat(30_000)));
        }
        Await.until(() -> slowSocket.isStalled());

        for (int each = 0; each < 100; each++) {
            other.send(ClientFrame.text("message " + each));
            other.expectText("message " + each);
        }
        assertThat(running.present()).isEqualTo(2);
    }

    @Test
    void aClientThatIsHeldLosesNothingAndHoldsUpNoOther() throws Exception {
        start("messages { rate = 400/s, burst = 10, bytes-burst = 1 GiB }");
        var visitor = visitor();
        var held = visitor.open("/echo");
        var other = visitor.open("/echo");
        for (int each = 0; each < 200; each++) {
            held.send(ClientFrame.text("message " + each)); // each in a DATA frame of its own
        }
        other.send(ClientFrame.text("at once"));
        other.expectText("at once");
        for (int each = 0; each < 200; each++) {
            held.expectText("message " + each);
        }
        assertThat(kept()).isZero();
    }

    @Test
    void whatAHeldClientSendsIsKeptAsBytesAndCounted() throws Exception {
        start("messages { rate = 1/1h, burst = 1 }");
        var visitor = visitor();
        var client = visitor.open("/echo");
        client.send(ClientFrame.text("within the rate"));
        client.expectText("within the rate");
        client.send(ClientFrame.text("the last before the hold"));

        client.sendByteByByte(ClientFrame.text("x".repeat(3000))); // a DATA frame for each
        Await.until(() -> kept() >= 3000);
        assertThat(kept()).isLessThan(3 * 3000);

        visitor.vanish();
        Await.until(() -> kept() == 0);
    }

    private double kept() {
        return running.gauge("switchboard_incoming_memory_bytes{part=kept}");
    }

    @Test
    void aMessageLargerThanAllWindowsComesThrough() throws Exception {
        start(
                """
                messages { max-size = 2 MiB, max-frame-size = 2 MiB, bytes-burst = 1 GiB }
                delivery.outbox.bytes = 8 MiB
                """);
        var client = visitor().open("/echo");
        String large = "z".repeat(1_900_000);

        client.send(ClientFrame.text(large));
        client.expectText(large);
    }

    @Test
    void aDrainSaysGoodByeToTheConnectionAndToEachClient() throws Exception {
        start("");
        var visitor = visitor();
        var one = visitor.open("/echo");
        var other = visitor.open("/echo");
        Await.until(() -> running.present() == 2);

        running.drain();
        assertThat(visitor.farewell()).isEqualTo(ErrorCode.NO_ERROR.code);
        for (var client : List.of(one, other)) {
            var frame = client.next();
            assertThat(frame.code()).isEqualTo(1012);
        }
    }

    @Test
    void aConnectionIsKeptWhileItCarriesWebSocketsAndNoLonger() throws Exception {
        start("listen.handshake-timeout = 200ms");
        var idle = visitor();
        var visitor = visitor();
        var client = visitor.open("/echo");
        Await.until(idle::hasEnded);

        client.send(ClientFrame.text("still here"));
        client.expectText("still here");
        client.send(ClientFrame.close(1000, ""));
        client.expectClose(1000);
        Await.until(visitor::hasEnded);
    }

    @Test
    void whoIsToWaitComesInLaterOrGivesItsPlaceBack() throws Exception {
        start("gate.per-address.connections = 2, listen.handshake-timeout = 20s");
        BlockingQueue<CompletableFuture<Admission.Decision>> asked = new LinkedBlockingQueue<>();
        running.identifyBy(_ -> {
            var answer = new CompletableFuture<Admission.Decision>();
            asked.add(answer);
            return new Admission.Later(answer);
        });
        var visitor = visitor();
        var waiting = visitor.request("/echo");
        var leaving = visitor.request("/echo");
        var first = asked.poll(20, TimeUnit.SECONDS);
        var second = asked.poll(20, TimeUnit.SECONDS);

        leaving.reset();
        second.complete(Admission.ADMITTED);
        first.complete(Admission.ADMITTED);
        waiting.expectStatus(200);
        var client = new RawClient(waiting);
        client.send(ClientFrame.text("at last"));
        client.expectText("at last");
        Await.until(() -> running.present() == 1);

        // The place of who has left is given back when its answer cannot be written.
        Await.until(() -> {
            var next = visitor.request("/echo");
            Await.until(() -> !asked.isEmpty() || next.isAnswered());
            var third = asked.poll();
            if (third == null) {
                next.reset(); // or it counts among the streams that a client may open
                return false;
            }
            third.complete(Admission.ADMITTED);
            next.expectStatus(200);
            return true;
        });
        visitor().stream("/echo", 429);
    }
}
