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
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Several certificates, in one keystore or as pairs of PEM files, and which suites are spoken with
 * them.
 */
class TlsNamesTest {

    private static final String END = "switchboard_certificate_name_end_time_seconds";

    @TempDir private static Path folder;

    private static RunningSwitch running;
    private static RunningSwitch withPairs;

    @BeforeAll
    static void start() throws Exception {
        Path keystore = folder.resolve("keystore.p12");
        add(keystore, "second-by-letter", "EC", "CN=first", "dns:first.example.org");
        add(keystore, "another", "EC", "CN=second", "dns:second.example.org");
        add(keystore, "many", "EC", "CN=many", "dns:*.many.example.org");
        add(keystore, "old", "RSA", "CN=old", "dns:old.example.org");
        Files.setPosixFilePermissions(keystore, PosixFilePermissions.fromString("rw-------"));
        running =
                start("keystore = \"%s\", password = \"%s\"".formatted(keystore, Samples.PASSWORD));
        withPairs = start(pairs(keystore));
    }

    private static RunningSwitch start(String certificates) throws Exception {
        return RunningSwitch.with(
                """
                listen.tls { enabled = true, %s }
                gate.per-address.new-connections = 100000/s
                """
                        .formatted(certificates),
                _ -> {},
                new VirtualTime());
    }

    /** Writes the same certificates as pairs, and says so as settings. */
    private static String pairs(Path keystore) throws Exception {
        var keys = KeyStore.getInstance(keystore.toFile(), Samples.PASSWORD.toCharArray());
        List<String> pairs = new ArrayList<>();
        for (String alias : Collections.list(keys.aliases())) {
            var certificate = folder.resolve(alias + ".pem");
            var key = folder.resolve(alias + ".key");
            Samples.write(pem("CERTIFICATE", keys.getCertificate(alias).getEncoded()), certificate);
            Samples.write(
                    pem(
                            "PRIVATE KEY",
                            keys.getKey(alias, Samples.PASSWORD.toCharArray()).getEncoded()),
                    key);
            pairs.add("certificate = \"%s\", key = \"%s\"".formatted(certificate, key));
        }
        String more =
                pairs.stream()
                        .skip(1)
                        .map(each -> "{" + each + "}")
                        .collect(Collectors.joining(","));
        return pairs.getFirst() + ", more-certificates = [" + more + "]";
    }

    private static String pem(String label, byte[] bytes) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, text, label);
    }

    @AfterAll
    static void stop() {
        running.close();
        withPairs.close();
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
        assertThat(shown(name)).hasSize(4).containsOnly(subject);
    }

    @ParameterizedTest
    @CsvSource({"unknown.example.org", "two.of.many.example.org", "''"})
    void anyOtherNameAndNoneGetTheFirst(String name) throws Exception {
        assertThat(shown(name)).hasSize(4).containsOnly("CN=first");
    }

    @Test
    void theEndOfEachIsAMetric() {
        for (var each : withPairs.tls().certificates()) {
            String name = each.getSubjectX500Principal().getName().substring("CN=".length());
            String host = name.equals("many") ? "many" : name + ".example.org";
            assertThat(withPairs.gauge(END + "{host=" + host + "}"))
                    .isEqualTo((double) each.getNotAfter().toInstant().getEpochSecond());
        }
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

    /** Whose certificate is shown, by each switch, in each version of TLS. */
    private static List<String> shown(String name) throws IOException {
        List<String> subjects = new ArrayList<>();
        for (var each : List.of(running, withPairs)) {
            subjects.add(shown(each, name, "TLSv1.3"));
            subjects.add(shown(each, name, "TLSv1.2"));
        }
        return subjects;
    }

    private static String shown(RunningSwitch from, String name, String version)
            throws IOException {
        try (var socket = connect(from)) {
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
        return connect(running);
    }

    private static SSLSocket connect(RunningSwitch to) throws IOException {
        return (SSLSocket)
                TrustsAll.context().getSocketFactory().createSocket("127.0.0.1", to.port());
    }
}
