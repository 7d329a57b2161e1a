// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.load.option.Options;
import dev.switchboard.load.result.Result;
import dev.switchboard.load.server.Target;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same over TLS, with a certificate that nobody vouches for. */
class SecureTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir static Path folder;

    @BeforeAll
    static void makeCertificate() throws Exception {
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=localhost",
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                folder.resolve("keys").toString(),
                                "-storepass",
                                "changeit",
                                "-alias",
                                "server")
                        .inheritIO()
                        .start();
        assertThat(keytool.waitFor()).isZero();
    }

    @Test
    void talksThroughTls() throws Exception {
        try (FaultyServer server = new FaultyServer(listener(), _ -> Fault.NONE, _ -> 101)) {
            Result result = run(server, "--insecure", "--size", "128");

            assertThat(result.connections().opened()).isEqualTo(5);
            assertThat(result.checks().isClean()).isTrue();
            assertThat(result.checks().delivered()).isGreaterThan(50);
            assertThat(result.closes()).isEmpty();
        }
    }

    @Test
    void messagesMayBeLargerThanARecord() throws Exception {
        try (FaultyServer server = new FaultyServer(listener(), _ -> Fault.NONE, _ -> 101)) {
            Result result = run(server, "--insecure", "--size", "60000");

            assertThat(result.checks().isClean()).isTrue();
            assertThat(result.checks().delivered())
                    .as("one at least for each client")
                    .isGreaterThan(4);
        }
    }

    @Test
    void looksAtTheCertificateUnlessToldNotTo() throws Exception {
        try (FaultyServer server = new FaultyServer(listener(), _ -> Fault.NONE, _ -> 101)) {
            Result result = run(server, "--size", "128");

            assertThat(result.connections().opened()).isZero();
            assertThat(result.connections().failed()).isEqualTo(5);
        }
    }

    private static Result run(FaultyServer server, String... more) throws Exception {
        String url = "wss://127.0.0.1:%d/echo".formatted(server.port());
        List<String> words = new ArrayList<>(List.of("echo", "--connections", "5"));
        words.addAll(List.of("--settle", "100ms", "--warmup", "100ms", "--duration", "300ms"));
        words.addAll(List.of("--url", url));
        words.addAll(List.of(more));
        Target target = new Target(URI.create(url), OptionalLong.empty(), "a test");
        return new Run(Options.parse(words), target, Progress.SILENT).start("test");
    }

    private static ServerSocket listener() throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(folder.resolve("keys"))) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory managers =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        return tls.getServerSocketFactory()
                .createServerSocket(0, 100, InetAddress.getLoopbackAddress());
    }
}
