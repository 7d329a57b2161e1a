// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.server.RunningSwitch;
import dev.switchboard.server.time.VirtualTime;
import dev.switchboard.support.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The switch speaks TLS itself, with a certificate made for this test. */
class TlsTest {

    @TempDir private static Path folder;

    private static final VirtualTime time = new VirtualTime();
    private static RunningSwitch running;
    private static SSLContext trusting;

    @BeforeAll
    static void start() throws Exception {
        Path keystore = TestKeystore.in(folder);
        trusting = TestKeystore.trustedBy(keystore);
        running = startWith(keystore, TestKeystore.PASSWORD);
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    private static RunningSwitch startWith(Path keystore, String password) throws Exception {
        return RunningSwitch.with(
                """
                listen.handshake-timeout = 30s
                listen.tls { enabled = true, keystore = "%s", password = "%s" }
                gate.per-address.new-connections = 100000/s
                messages { rate = 1000000/s, burst = 1000000, bytes-burst = 1 GiB }
                heartbeat { interval = 1h, timeout = 1h }
                """
                        .formatted(keystore.toString().replace("\\", "\\\\"), password),
                context ->
                        context.endpoint("/echo", (message, sender) -> sender.send(message))
                                .files("/", "dev/switchboard/server/transport/pages"),
                time);
    }

    private static SSLSocket connect() throws IOException {
        return (SSLSocket) trusting.getSocketFactory().createSocket("127.0.0.1", running.port());
    }

    private static RawClient open() throws IOException {
        var client = new RawClient(connect());
        client.becomeWebSocket("/echo");
        return client;
    }

    @Test
    void theClientOfTheJdkSpeaksWithIt() throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        try (var http = HttpClient.newBuilder().sslContext(trusting).build()) {
            var socket =
                    http.newWebSocketBuilder()
                            .buildAsync(
                                    URI.create("wss://127.0.0.1:" + running.port() + "/echo"),
                                    new WebSocket.Listener() {
                                        @Override
                                        public CompletionStage<?> onText(
                                                WebSocket from, CharSequence text, boolean last) {
                                            heard.add(text.toString());
                                            from.request(1);
                                            return null;
                                        }

                                        @Override
                                        public CompletionStage<?> onClose(
                                                WebSocket from, int code, String reason) {
                                            heard.add("closed " + code);
                                            return null;
                                        }
                                    })
                            .get(20, TimeUnit.SECONDS);

            socket.sendText("over TLS", true).join();
            assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo("over TLS");
            socket.sendClose(1000, "").join();
            assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo("closed 1000");
        }
    }

    @Test
    void pagesAreServed() throws Exception {
        try (var http = HttpClient.newBuilder().sslContext(trusting).build()) {
            var answer =
                    http.send(
                            HttpRequest.newBuilder(
                                            URI.create("https://127.0.0.1:" + running.port() + "/"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("front");
        }
    }

    @Test
    void messagesOfManyRecordsComeBack() throws IOException {
        byte[][] frames = new byte[40][];
        for (int each = 0; each < frames.length; each++) {
            frames[each] = ClientFrame.text((each + "x").repeat(10_000));
        }
        try (var client = open()) {
            for (byte[] frame : frames) {
                client.send(frame);
            }
            for (int each = 0; each < frames.length; each++) {
                client.expectText((each + "x").repeat(10_000));
            }
        }
    }

    @Test
    void manyFramesInOneRecordComeBack() throws IOException {
        byte[][] frames = new byte[200][];
        for (int each = 0; each < frames.length; each++) {
            frames[each] = ClientFrame.text("message " + each);
        }
        try (var client = open()) {
            client.send(frames);
            for (int each = 0; each < frames.length; each++) {
                client.expectText("message " + each);
            }
        }
    }

    @Test
    void aWrongFrameIsAnsweredWithItsCode() throws IOException {
        try (var client = open()) {
            client.send(ClientFrame.of(0xB, true, new byte[0]));

            client.expectClose(1002);
        }
    }

    @Test
    void aCloseIsAnsweredEvenIfTheClientHasStoppedSending() throws IOException {
        try (var client = open()) {
            client.send(ClientFrame.text("last words"), ClientFrame.close(1000, ""));
            client.finishSending();

            client.expectText("last words");
            client.expectClose(1000);
        }
    }

    @Test
    void theDeadlineOfTheHandshakeDoesNotConcernWhoIsInside() throws IOException {
        try (var client = open()) {
            client.send(ClientFrame.text("inside"));
            client.expectText("inside");
            for (int each = 0; each < 4; each++) {
                time.advance(Duration.ofSeconds(30));
            }

            client.send(ClientFrame.text("still here"));
            client.expectText("still here");
        }
    }

    @Test
    void whoSaysNothingAfterTheTlsHandshakeIsDisconnected() throws IOException {
        try (var socket = connect()) {
            socket.startHandshake();
            expectEndInTime(socket);
        }
    }

    @Test
    void whoSaysNothingAtAllIsDisconnected() throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), running.port())) {
            expectEndInTime(socket);
        }
    }

    /** Lets the clock of the switch run until it has closed the connection. */
    private static void expectEndInTime(Socket socket) throws IOException {
        socket.setSoTimeout(20);
        Await.until(() -> {
            time.advance(Duration.ofSeconds(1));
            return hasEnded(socket);
        });
    }

    private static boolean hasEnded(Socket socket) {
        try {
            return socket.getInputStream().read() == -1;
        } catch (SocketTimeoutException stillOpen) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    @Test
    void whoSpeaksInTheClearIsDisconnected() throws IOException {
        try (var client = RawClient.connect(running.port())) {
            client.send(RawClient.handshake("/echo"));

            client.readToTheEnd();
        }
        try (var other = open()) {
            other.send(ClientFrame.text("unharmed"));
            other.expectText("unharmed");
        }
    }

    @Test
    void oldVersionsOfTlsAreNotSpoken() throws IOException {
        try (var socket = connect()) {
            assertThat(Arrays.asList(socket.getSupportedProtocols())).contains("TLSv1.1");
            socket.setEnabledProtocols(new String[] {"TLSv1.1"});

            assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
        }
    }

    @Test
    void aWrongPasswordIsAnErrorThatSaysWhatIsWrong() {
        assertThatThrownBy(() -> startWith(folder.resolve("keystore.p12"), "wrong"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("listen.tls")
                .hasMessageContaining("password");
    }

    @Test
    void aMissingKeystoreIsAnErrorThatNamesIt() {
        assertThatThrownBy(() -> startWith(folder.resolve("nowhere.p12"), TestKeystore.PASSWORD))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("listen.tls")
                .hasMessageContaining("nowhere.p12");
    }

    @Test
    void aKeystoreThatEverybodyMayReadIsRefused() throws Exception {
        Path open =
                Files.setPosixFilePermissions(
                        Files.copy(folder.resolve("keystore.p12"), folder.resolve("open.p12")),
                        PosixFilePermissions.fromString("rw-r--r--"));

        assertThatThrownBy(() -> startWith(open, TestKeystore.PASSWORD))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("open.p12 (listen.tls.keystore)")
                .hasMessageContaining("everybody may read it");
    }
}
