// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.server.admin.AdminPort;
import dev.switchboard.server.admin.AdminServer;
import dev.switchboard.server.cli.RunFiles.Addresses;
import dev.switchboard.server.transport.tls.Samples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands and an admin port that speaks TLS. */
class AdminOverTlsTest {

    private static final String TLS =
            "admin.tls { enabled = true, certificate = ec-certificate.pem, key = ec-sec1.pem }\n";

    private static final String MUTUAL =
            TLS + "admin.tls { client-certificates = required, client-ca = rsa-certificate.pem }\n";

    @TempDir private Path folder;
    private RunFiles files;

    @BeforeEach
    void write() throws IOException {
        for (String name : new String[] {"ec-certificate.pem", "ec-sec1.pem"}) {
            Samples.copy(name, folder);
        }
        Samples.copy("rsa-certificate.pem", folder);
        Samples.copy("rsa-pkcs1.pem", folder);
        files = new RunFiles(folder.resolve("run"));
    }

    @Test
    void commandsTrustTheCertificateThatTheSwitchShows() throws IOException {
        var port = port();
        try (var server = running(port, TLS);
                var client = client(Map.of())) {
            assertThat(server.url()).startsWith("https://127.0.0.1:");
            assertThat(client.ask("/livez").body()).isEqualTo("alive\n");
            assertThat(client.order("/reload").statusCode()).isEqualTo(200);
        }
        assertThat(port.orders()).containsExactly("reload");
    }

    @Test
    void commandsTrustNoOther() throws IOException {
        try (var _ = running(port(), TLS)) {
            Files.copy(
                    folder.resolve("rsa-certificate.pem"),
                    folder.resolve("run/admin.pem"),
                    StandardCopyOption.REPLACE_EXISTING);
            try (var client = client(Map.of())) {
                assertThatThrownBy(() -> client.ask("/livez"))
                        .isInstanceOf(IOException.class)
                        .hasStackTraceContaining("this is not the certificate of the switch");
            }
        }
    }

    @Test
    void wherePartnersMustShowACertificateCommandsShowTheirs() throws IOException {
        var port = port();
        var shown =
                Map.of(
                        "SWITCHBOARD_ADMIN_CLIENT_CERTIFICATE",
                        folder.resolve("rsa-certificate.pem").toString(),
                        "SWITCHBOARD_ADMIN_CLIENT_KEY",
                        folder.resolve("rsa-pkcs1.pem").toString());
        try (var _ = running(port, MUTUAL);
                var client = client(shown);
                var stranger = client(Map.of())) {
            assertThatThrownBy(() -> stranger.order("/reload")).isInstanceOf(IOException.class);
            assertThat(port.orders()).isEmpty();
            assertThat(client.order("/reload").statusCode()).isEqualTo(200);
        }
        assertThat(port.orders()).containsExactly("reload");
    }

    @Test
    void whatHttpCannotReadIsNoAnswer() throws IOException {
        try (var server = running(port(), TLS);
                var client =
                        new AdminClient(
                                server.url().replace("https", "http"),
                                Optional.empty(),
                                Optional.empty())) {
            assertThatThrownBy(() -> client.ask("/livez")).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aKeyThatDoesNotFitStopsTheStart() {
        String wrong = TLS + "admin.tls.key = rsa-pkcs1.pem\n";
        try (var server = port().server(wrong)) {
            assertThatThrownBy(server::start)
                    .isInstanceOf(IOException.class)
                    .hasMessageContainingAll("admin.tls.key", "does not belong to");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private AdminPort port() throws IOException {
        return new AdminPort(
                folder,
                files.newToken(),
                certificates -> {
                    try {
                        files.trust(certificates);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    private AdminServer running(AdminPort port, String settings) throws IOException {
        var server = port.server(settings);
        server.start();
        files.announce(new Addresses("http://a/", "ws://a/ws", Optional.of(server.url())));
        return server;
    }

    private AdminClient client(Map<String, String> environment) throws IOException {
        return AdminClient.of(files.admin().orElseThrow(), files.token(), files, environment);
    }
}
