// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.admin;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.health.HealthCheck.Result;
import dev.switchboard.server.time.SystemTime;
import dev.switchboard.server.transport.Probe;
import dev.switchboard.server.transport.tls.OwnCertificate;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebSocketRoundTripTest {

    private static final ServerSocketFactory PLAIN = ServerSocketFactory.getDefault();
    private static final char[] PASSWORD = "changeit".toCharArray();

    private final Probe probe = new Probe();
    private final SystemTime time = new SystemTime();

    @TempDir Path folder;

    @AfterEach
    void close() {
        time.close();
    }

    @Test
    void isWellWhenHelloIsAnswered() throws Exception {
        try (OneVisit server = new OneVisit(PLAIN, WebSocketRoundTripTest::ok)) {
            Result result = check(server.address("ws"), Optional.empty());
            assertThat(result.isHealthy()).as("%s", result).isTrue();
            assertThat(result.getDetails()).containsKey("microseconds");
            assertThat(server.handshake())
                    .containsEntry(Probe.HEADER.toLowerCase(Locale.ROOT), probe.token());
            assertThat(server.handshake()).doesNotContainKey("origin");
        }
    }

    @Test
    void theMessagesOfOthersAreNoAnswer() throws Exception {
        try (OneVisit server =
                new OneVisit(
                        PLAIN,
                        message -> OneVisit.text("{\"msg_type\":\"ok\",\"id\":\"health\"}"))) {
            assertThat(check(server.address("ws"), Optional.empty()).getMessage())
                    .isEqualTo("no answer within 2 s");
        }
    }

    @Test
    void isUnwellWhenHelloIsRefused() throws Exception {
        try (OneVisit server =
                new OneVisit(
                        PLAIN,
                        message ->
                                OneVisit.text(
                                        "{\"msg_type\":\"error\",\"id\":\""
                                                + id(message)
                                                + "\"}"))) {
            assertThat(check(server.address("ws"), Optional.empty()).getMessage())
                    .contains("hello was refused");
        }
    }

    @Test
    void isUnwellWhenTheConnectionIsClosed() throws Exception {
        try (OneVisit server = new OneVisit(PLAIN, message -> OneVisit.close(1013))) {
            assertThat(check(server.address("ws"), Optional.empty()).getMessage())
                    .contains("closed with 1013 before it answered");
        }
    }

    @Test
    void isUnwellWhenNobodyListens() throws Exception {
        URI gone;
        try (OneVisit server = new OneVisit(PLAIN, WebSocketRoundTripTest::ok)) {
            gone = server.address("ws");
        }
        assertThat(check(gone, Optional.empty()).isHealthy()).isFalse();
    }

    @Test
    void trustsTheOwnCertificateUnderAnyName() throws Exception {
        KeyStore own = certificate("own");
        try (OneVisit server =
                new OneVisit(tls(own).getServerSocketFactory(), WebSocketRoundTripTest::ok)) {
            Result result = check(server.address("wss"), trusting(own));
            assertThat(result.isHealthy()).as("%s", result).isTrue();
        }
    }

    @Test
    void trustsNoOtherCertificate() throws Exception {
        try (OneVisit server =
                new OneVisit(
                        tls(certificate("other")).getServerSocketFactory(),
                        WebSocketRoundTripTest::ok)) {
            Result result = check(server.address("wss"), trusting(certificate("own")));
            assertThat(result.getMessage()).contains("this is not the certificate of the switch");
        }
    }

    private Result check(URI address, Optional<SSLContext> tls) {
        return new WebSocketRoundTrip(() -> address, () -> tls, probe, time).execute();
    }

    private static byte[] ok(String hello) {
        return OneVisit.text("{\"msg_type\":\"ok\",\"id\":\"" + id(hello) + "\"}");
    }

    private static String id(String hello) {
        assertThat(hello).startsWith("{\"msg_type\":\"hello\",\"id\":\"health-");
        return hello.split("\"", -1)[7];
    }

    private KeyStore certificate(String name) throws Exception {
        Path file = folder.resolve(name + ".p12");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-keyalg",
                                "EC",
                                "-alias",
                                "switch",
                                "-dname",
                                "CN=chat.example.org",
                                "-keystore",
                                file.toString(),
                                "-storepass",
                                new String(PASSWORD))
                        .redirectErrorStream(true)
                        .start();
        String said = new String(keytool.getInputStream().readAllBytes(), US_ASCII);
        assertThat(keytool.waitFor()).as(said).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return store;
    }

    private static Optional<SSLContext> trusting(KeyStore store) throws Exception {
        var own = (X509Certificate) store.getCertificate("switch");
        return Optional.of(OwnCertificate.context(List.of(own)));
    }

    private static SSLContext tls(KeyStore store) throws Exception {
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }
}
