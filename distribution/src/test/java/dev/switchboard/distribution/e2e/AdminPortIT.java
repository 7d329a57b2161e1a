// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.distribution.Outcome;
import dev.switchboard.distribution.Tarball;
import dev.switchboard.distribution.UnpackedSwitch;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Who may ask a switch on its admin port, and how commands do. */
class AdminPortIT {

    @AutoClose private final UnpackedSwitch unpacked = UnpackedSwitch.of(Tarball.WITH_JAVA);

    @AutoClose private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void aTokenIsMadeUsedAndRevokedAndWhatWasOrderedIsWrittenDown() throws Exception {
        unpacked.configured(
                """
                admin.open-on-loopback = false
                logging.audit-file = logs/audit.log
                """);
        String reader = make("reader", "read");
        unpacked.start();
        String operator = make("operator", "operate");

        assertThat(status("GET", "/info", "none")).isEqualTo(401);
        assertThat(status("GET", "/info", reader)).isEqualTo(200);
        assertThat(status("POST", "/reload", reader)).isEqualTo(403);
        assertThat(status("POST", "/reload", operator)).isEqualTo(200);
        assertThat(unpacked.run("status").out()).contains("serves", "clients");
        assertThat(unpacked.run("plugins").out()).contains("chat");
        assertThat(unpacked.run("admin-token", "revoke", "operator").exitCode()).isZero();
        assertThat(status("POST", "/reload", operator)).isEqualTo(401);
        assertThat(unpacked.run("admin-token", "list").out())
                .contains("reader")
                .doesNotContain("operator", reader);

        assertThat(Files.readAllLines(unpacked.home().resolve("logs/audit.log")))
                .anyMatch(line ->
                        line.endsWith("order=\"POST /reload\" status=200")
                                && line.contains("who=operator from=127.0.0.1"))
                .noneMatch(line -> line.contains(reader) || line.contains(operator));
    }

    @Test
    void commandsSpeakTlsAndShowACertificateWhereOneIsWanted() throws Exception {
        var certificate = new Certificate(unpacked.above());
        String chain = certificate.chainFile().toString();
        String key = ownersOnly(certificate).toString();
        unpacked.configured(
                """
                admin.tls {
                  enabled = true, certificate = "%1$s", key = "%2$s"
                  client-certificates = required, client-ca = "%1$s"
                }
                """
                        .formatted(chain, key));
        unpacked.start();

        Outcome stranger = unpacked.run("reload");
        assertThat(stranger.exitCode()).as(stranger.toString()).isEqualTo(4);
        assertThat(unpacked.run("status").out()).contains("wants a token or certificate");

        unpacked.with("SWITCHBOARD_ADMIN_CLIENT_CERTIFICATE", chain);
        unpacked.with("SWITCHBOARD_ADMIN_CLIENT_KEY", key);
        Outcome reload = unpacked.run("reload");
        assertThat(reload.exitCode()).as(reload.toString()).isZero();
        Outcome status = unpacked.run("status");
        assertThat(status.out())
                .as(status.toString())
                .contains("serves", "https://127.0.0.1:", "clients");
    }

    private static Path ownersOnly(Certificate certificate)
            throws IOException, GeneralSecurityException {
        return Files.setPosixFilePermissions(
                certificate.keyFile(), PosixFilePermissions.fromString("rw-------"));
    }

    private String make(String name, String scope) throws Exception {
        Outcome made = unpacked.run("admin-token", "make", "--name", name, "--scope", scope);
        assertThat(made.exitCode()).as(made.toString()).isZero();
        return made.out().strip();
    }

    private int status(String method, String path, String token) throws Exception {
        return http.send(
                        HttpRequest.newBuilder(unpacked.admin().resolve(path))
                                .method(method, BodyPublishers.noBody())
                                .header("Authorization", "Bearer " + token)
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }
}
