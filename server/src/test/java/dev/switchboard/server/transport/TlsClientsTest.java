// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.server.RunningSwitch;
import dev.switchboard.server.admin.WebSocketRoundTrip;
import dev.switchboard.server.time.SystemTime;
import dev.switchboard.server.transport.tls.OwnKeys;
import dev.switchboard.server.transport.tls.Samples;
import dev.switchboard.server.transport.tls.TrustsAll;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that show a certificate of their own, and those that do not. */
class TlsClientsTest {

    @TempDir private static Path folder;

    @BeforeAll
    static void write() throws Exception {
        Samples.copy("ec-certificate.pem", folder);
        Samples.copy("ec-sec1.pem", folder);
        keytool("-genkeypair", "-alias", "ca", "-dname", "CN=ca", "-ext", "bc:c");
        keytool("-genkeypair", "-alias", "signed", "-dname", "CN=signed");
        keytool("-genkeypair", "-alias", "stranger", "-dname", "CN=stranger");
        keytool("-certreq", "-alias", "signed", "-file", path("request.pem"));
        keytool(
                "-gencert",
                "-alias",
                "ca",
                "-infile",
                path("request.pem"),
                "-outfile",
                path("signed.pem"),
                "-rfc");
        keytool("-exportcert", "-alias", "ca", "-rfc", "-file", path("ca.pem"));
        keytool("-importcert", "-alias", "signed", "-file", path("signed.pem"), "-noprompt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void ofThoseThatMustShowOneOnlyWhoHasARightOneComesIn(String version) throws Exception {
        try (var running = startWith("required")) {
            assertThat(speaks(running, version, keys("signed"))).isTrue();
            assertThat(speaks(running, version, keys("stranger"))).isFalse();
            assertThat(speaks(running, version)).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void ofThoseThatMayShowOneOnlyWhoHasAWrongOneStaysOut(String version) throws Exception {
        try (var running = startWith("wanted")) {
            assertThat(speaks(running, version, keys("signed"))).isTrue();
            assertThat(speaks(running, version, keys("stranger"))).isFalse();
            assertThat(speaks(running, version)).isTrue();
        }
    }

    @Test
    void whoIsNotAskedMayHaveAnyOrNone() throws Exception {
        try (var running = startWith("none")) {
            assertThat(speaks(running, "TLSv1.3", keys("stranger"))).isTrue();
            assertThat(speaks(running, "TLSv1.3")).isTrue();
        }
    }

    @Test
    void theHealthCheckComesInWithTheCertificateOfTheSwitch() throws Exception {
        try (var running = startWith("required");
                var time = new SystemTime()) {
            var result =
                    new WebSocketRoundTrip(
                                    () -> URI.create("wss://127.0.0.1:" + running.port() + "/ws"),
                                    running.tls()::toItself,
                                    running.probe(),
                                    time)
                            .execute();

            assertThat(result.isHealthy()).as("%s", result).isTrue();
        }
    }

    @Test
    void aFileWithoutAnAuthorityIsNamed() throws Exception {
        Files.writeString(folder.resolve("empty.pem"), "nothing");

        assertThatThrownBy(() -> startWith("wanted", "empty.pem"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("empty.pem (listen.tls.client-ca) holds no certificate");
    }

    private static RunningSwitch startWith(String clientCertificates) throws Exception {
        return startWith(clientCertificates, "ca.pem");
    }

    private static RunningSwitch startWith(String clientCertificates, String authorities)
            throws Exception {
        return RunningSwitch.with(
                """
                listen.tls {
                  enabled = true, certificate = "%1$s/ec-certificate.pem", key = "%1$s/ec-sec1.pem"
                  client-certificates = %2$s, client-ca = "%1$s/%3$s"
                }
                """
                        .formatted(folder, clientCertificates, authorities),
                context -> context.endpoint("/echo", (message, sender) -> sender.send(message)));
    }

    /** Whether a message of such a client comes back; its own Java thinks the handshake is done. */
    private static boolean speaks(RunningSwitch running, String version, KeyManager... keys)
            throws IOException {
        var factory = TrustsAll.context(keys).getSocketFactory();
        try (var socket = (SSLSocket) factory.createSocket("127.0.0.1", running.port())) {
            socket.setEnabledProtocols(new String[] {version});
            var client = new RawClient(socket);
            client.becomeWebSocket("/echo");
            client.send(ClientFrame.text("inside"));
            client.expectText("inside");
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    /** Those of a client that shows this certificate whether or not the switch would take it. */
    private static KeyManager[] keys(String alias) throws Exception {
        var all = KeyStore.getInstance("PKCS12");
        try (var bytes = Files.newInputStream(folder.resolve("clients.p12"))) {
            all.load(bytes, Samples.PASSWORD.toCharArray());
        }
        return new KeyManager[] {OwnKeys.of(all, alias, Samples.PASSWORD)};
    }

    private static String path(String name) {
        return folder.resolve(name).toString();
    }

    private static void keytool(String... words) throws Exception {
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString()));
        command.addAll(List.of(words));
        command.addAll(List.of("-keystore", path("clients.p12"), "-storetype", "PKCS12"));
        command.addAll(List.of("-storepass", Samples.PASSWORD));
        if (words[0].equals("-genkeypair")) {
            command.addAll(List.of("-keyalg", "EC"));
        }
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
