// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.server.RunningSwitch;
import dev.switchboard.server.time.VirtualTime;
import dev.switchboard.server.transport.tls.Samples;
import dev.switchboard.server.transport.tls.TrustsAll;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several certificates in one keystore, and which suites are spoken with them. */
class TlsNamesTest {

    @TempDir private static Path folder;

    private static RunningSwitch running;

    @BeforeAll
    static void start() throws Exception {
        Path keystore = folder.resolve("keystore.p12");
        add(keystore, "second-by-letter", "EC", "CN=first", "dns:first.example.org");
        add(keystore, "another", "EC", "CN=second", "dns:second.example.org");
        add(keystore, "many", "EC", "CN=many", "dns:*.many.example.org");
        add(keystore, "old", "RSA", "CN=old", "dns:old.example.org");
        Files.setPosixFilePermissions(keystore, PosixFilePermissions.fromString("rw-------"));
        running =
                RunningSwitch.with(
                        """
                        listen.tls { enabled = true, keystore = "%s", password = "%s" }
                        gate.per-address.new-connections = 100000/s
                        """
                                .formatted(keystore, Samples.PASSWORD),
                        _ -> {},
                        new VirtualTime());
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    private static void add(Path keystore, String alias, String kind, String subject, String name)
            throws Exception {
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-storetype",
                                "PKCS12"));
        command.addAll(List.of("-keystore", keystore.toString(), "-storepass", Samples.PASSWORD));
        command.addAll(List.of("-alias", alias, "-keyalg", kind, "-dname", subject));
        command.addAll(List.of("-ext", "SAN=" + name));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "first.example.org, CN=first",
        "second.example.org, CN=second",
        "SECOND.example.org, CN=second",
        "one.many.example.org, CN=many",
        "old.example.org, CN=old"
    })
    void theCertificateOfTheNameIsShown(String name, String subject) throws Exception {
        assertThat(shown(name, "TLSv1.3")).isEqualTo(subject);
        assertThat(shown(name, "TLSv1.2")).isEqualTo(subject);
    }

    @ParameterizedTest
    @CsvSource({"unknown.example.org", "two.of.many.example.org", "''"})
    void anyOtherNameAndNoneGetTheFirst(String name) throws Exception {
        assertThat(shown(name, "TLSv1.3")).isEqualTo("CN=first");
        assertThat(shown(name, "TLSv1.2")).isEqualTo("CN=first");
    }

    /** Each suite that Java knows is offered alone. */
    @Test
    void onlySuitesThatKeepSecretsAreSpoken() throws Exception {
        List<String> spoken = new ArrayList<>();
        for (String suite : connect().getSupportedCipherSuites()) {
            if (isSpoken(suite)) {
                spoken.add(suite);
            }
        }
        assertThat(spoken)
                .containsExactlyInAnyOrder(
                        "TLS_AES_256_GCM_SHA384",
                        "TLS_AES_128_GCM_SHA256",
                        "TLS_CHACHA20_POLY1305_SHA256",
                        "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
                        "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
                        "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
                        "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
                        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
                        "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");
    }

    private static boolean isSpoken(String suite) throws IOException {
        try (var socket = connect()) {
            socket.setEnabledCipherSuites(new String[] {suite});
            String name = suite.contains("_RSA_") ? "old.example.org" : "first.example.org";
            var parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(name)));
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return true;
        } catch (SSLException refused) {
            return false;
        }
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.1", "TLSv1", "SSLv3"})
    void noOlderVersionIsSpoken(String version) throws Exception {
        try (var socket = connect()) {
            socket.setEnabledProtocols(new String[] {version});

            assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
        }
    }

    private static String shown(String name, String version) throws IOException {
        try (var socket = connect()) {
            socket.setEnabledProtocols(new String[] {version});
            if (!name.isEmpty()) {
                var parameters = socket.getSSLParameters();
                parameters.setServerNames(List.of(new SNIHostName(name)));
                socket.setSSLParameters(parameters);
            }
            socket.startHandshake();
            var session = socket.getSession();
            assertThat(session.getProtocol()).isEqualTo(version);
            var own = (X509Certificate) session.getPeerCertificates()[0];
            return own.getSubjectX500Principal().getName();
        }
    }

    private static SSLSocket connect() throws IOException {
        return (SSLSocket)
                TrustsAll.context().getSocketFactory().createSocket("127.0.0.1", running.port());
    }
}
