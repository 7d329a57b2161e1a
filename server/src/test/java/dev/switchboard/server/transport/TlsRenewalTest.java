// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.api.PluginContext;
import dev.switchboard.server.RunningSwitch;
import dev.switchboard.server.time.VirtualTime;
import dev.switchboard.server.transport.tls.Samples;
import dev.switchboard.server.transport.tls.TrustsAll;
import dev.switchboard.support.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of the certificate change while clients are connected. */
class TlsRenewalTest {

    private static final int CLIENTS = 200;
    private static final int CHANGES = 10;

    @TempDir private Path folder;

    private final VirtualTime time = new VirtualTime();
    private RunningSwitch running;

    @BeforeEach
    void start() throws Exception {
        certificate("ec-certificate.pem");
        key("ec-pkcs8.pem");
        running = RunningSwitch.with(settings(), TlsRenewalTest::register, time);
    }

    private String settings() {
        return """
        listen.handshake-timeout = 5m
        listen.tls { enabled = true, certificate = "%s", key = "%s" }
        gate.per-address.new-connections = 100000/s
        messages { rate = 1000000/s, burst = 1000000, bytes-burst = 1 GiB }
        heartbeat { interval = 1h, timeout = 1h }
        """
                .formatted(folder.resolve("site.pem"), folder.resolve("site.key"));
    }

    private static void register(PluginContext context) {
        context.endpoint("/echo", (message, sender) -> sender.send(message));
    }

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void nobodyIsDroppedAndNewConnectionsGetTheNewCertificate() throws Exception {
        // On the time of the machine: for a call, a minute that passes in one step is a long time.
        running.close();
        running = RunningSwitch.with(settings(), TlsRenewalTest::register);
        var isOver = new AtomicBoolean();
        List<Future<Integer>> talks = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                for (int each = 0; each < CLIENTS; each++) {
                    var client = new RawClient(connect());
                    client.becomeWebSocket("/echo");
                    talks.add(threads.submit(() -> talk(client, isOver)));
                }
                for (int change = 1; change <= CHANGES; change++) {
                    String kind = change % 2 == 0 ? "ec" : "rsa";
                    certificate(kind + "-certificate.pem");
                    key(kind + "-pkcs8.pem");
                    running.tls().read();
                    assertThat(served()).isEqualTo("CN=" + kind + ".example.org");
                }
            } finally {
                isOver.set(true);
            }
            for (var talk : talks) {
                assertThat(talk.get()).isGreaterThan(CHANGES);
            }
        }
    }

    /** Says something and hears it again until all is over; then says how often it did. */
    private static int talk(RawClient client, AtomicBoolean isOver) throws IOException {
        try (client) {
            int rounds = 0;
            while (!isOver.get() || rounds <= CHANGES) {
                client.send(ClientFrame.text("round " + rounds));
                client.expectText("round " + rounds);
                rounds++;
            }
            return rounds;
        }
    }

    @Test
    void handshakesThatGoOnMeanwhileEnd() throws Exception {
        var isOver = new AtomicBoolean();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var newcomers =
                    threads.submit(() -> {
                        int came = 0;
                        while (!isOver.get()) {
                            served();
                            came++;
                        }
                        return came;
                    });
            try {
                for (int change = 1; change <= CHANGES; change++) {
                    String kind = change % 2 == 0 ? "ec" : "rsa";
                    certificate(kind + "-certificate.pem");
                    key(kind + "-pkcs8.pem");
                    lookUntilServed("CN=" + kind + ".example.org");
                }
            } finally {
                isOver.set(true);
            }
            assertThat(newcomers.get()).isGreaterThan(CHANGES);
        }
    }

    @Test
    void whatIsHalfWrittenChangesNothing() throws Exception {
        certificate("rsa-certificate.pem");
        lookUntil(() -> running.tls().trouble().isPresent());
        assertThat(running.tls().trouble().orElseThrow())
                .contains("the certificates stay as they were")
                .contains("site.key (listen.tls.key) does not belong to the certificate");
        assertThat(served()).isEqualTo("CN=ec.example.org");

        Files.delete(folder.resolve("site.key"));
        lookUntil(() -> running.tls().trouble().orElseThrow().contains("does not exist"));
        assertThat(served()).isEqualTo("CN=ec.example.org");

        key("rsa-pkcs8.pem");
        lookUntilServed("CN=rsa.example.org");
        assertThat(running.tls().trouble()).isEmpty();
        var end = running.tls().certificates().getFirst().getNotAfter().toInstant();
        assertThat(running.gauge("switchboard_certificate_end_time_seconds"))
                .isEqualTo((double) end.getEpochSecond());
    }

    @Test
    void whoPutsTheOldFilesBackIsNotWarnedAnyMore() throws Exception {
        certificate("rsa-certificate.pem");
        lookUntil(() -> running.tls().trouble().isPresent());

        certificate("ec-certificate.pem");
        lookUntil(() -> running.tls().trouble().isEmpty());
        assertThat(served()).isEqualTo("CN=ec.example.org");
    }

    @Test
    void aPairIsRenewedAlsoIfAnotherDoesNotWork() throws Exception {
        running.close();
        certificate("rsa-certificate.pem");
        key("rsa-pkcs8.pem");
        replace("ec-certificate.pem", "other.pem");
        replace("ec-pkcs8.pem", "other.key");
        running = RunningSwitch.with(settings() + otherPair(), TlsRenewalTest::register, time);
        assertThat(served("ec.example.org")).isEqualTo("CN=ec.example.org");
        assertThat(served("ed.example.org")).isEqualTo("CN=rsa.example.org");

        Files.delete(folder.resolve("site.key"));
        replace("ed25519-certificate.pem", "other.pem");
        replace("ed25519-pkcs8.pem", "other.key");
        lookUntil(() -> served("ed.example.org").equals("CN=ed.example.org"));
        assertThat(served("ec.example.org")).isEqualTo("CN=rsa.example.org");
        lookUntil(() -> running.tls().trouble().isPresent());
        assertThat(running.tls().trouble().orElseThrow())
                .contains("the certificates stay as they were")
                .contains("site.key (listen.tls.key) does not exist");
        assertThatThrownBy(() -> running.tls().read()).hasMessageContaining("does not exist");

        key("rsa-pkcs8.pem");
        lookUntil(() -> running.tls().trouble().isEmpty());
    }

    private String otherPair() {
        return "listen.tls.more-certificates = [{ certificate = \"%s\", key = \"%s\" }]\n"
                .formatted(folder.resolve("other.pem"), folder.resolve("other.key"));
    }

    private void lookUntilServed(String name) throws Exception {
        lookUntil(() -> served().equals(name));
    }

    private void lookUntil(Await.Condition<IOException> condition) throws Exception {
        time.advance(Duration.ofMinutes(1));
        Await.until(condition);
    }

    /** The name in the certificate that a newcomer gets. */
    private String served() throws IOException {
        return served("localhost");
    }

    /** The name in the certificate that a newcomer gets who asks for this name. */
    private String served(String asked) throws IOException {
        try (var socket = connect()) {
            var parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(asked)));
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            var own = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            return own.getSubjectX500Principal().getName();
        }
    }

    private SSLSocket connect() throws IOException {
        return (SSLSocket)
                TrustsAll.context().getSocketFactory().createSocket("127.0.0.1", running.port());
    }

    private void certificate(String sample) throws IOException {
        replace(sample, "site.pem");
    }

    private void key(String sample) throws IOException {
        replace(sample, "site.key");
    }

    private void replace(String sample, String name) throws IOException {
        Files.move(
                Samples.copy(sample, folder),
                folder.resolve(name),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }
}
