// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.switchboard.distribution.Outcome;
import dev.switchboard.distribution.Tarball;
import dev.switchboard.distribution.UnpackedSwitch;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Certificates made, looked at and renewed with openssl. */
class CertificatesIT {
    @AutoClose private final UnpackedSwitch unpacked = UnpackedSwitch.of(Tarball.WITH_JAVA);

    @Test
    void aRenewedCertificateIsServedAndABrokenOneIsNot() throws Exception {
        assumeTrue(isInstalled(), "openssl is installed");
        make("first");
        unpacked.configured(
                "listen.tls { enabled = true, certificate = conf/site.pem, key = conf/site.key }");
        assertThat(unpacked.run("validate").complaints()).contains("CN=first ends at");
        unpacked.start();
        assertThat(look("-tls1_3")).contains("CN = first", "TLSv1.3");
        assertThat(look("-tls1_2")).contains("CN = first", "TLSv1.2", "ECDHE");
        assertThat(look("-tls1_2", "-cipher", "ECDHE-ECDSA-AES128-SHA256:@SECLEVEL=0"))
                .contains("alert handshake failure");

        make("second");
        Outcome renewed = unpacked.run("reload");
        assertThat(renewed.exitCode()).as(renewed.toString()).isZero();
        assertThat(renewed.out()).contains("New connections get the certificates");
        assertThat(look("-tls1_3")).contains("CN = second");

        Files.writeString(unpacked.home().resolve("conf/site.key"), "half of a k");
        Outcome refused = unpacked.run("reload");
        assertThat(refused.exitCode()).as(refused.toString()).isEqualTo(6);
        assertThat(refused.complaints())
                .contains("Nothing is changed")
                .contains("site.key (listen.tls.key) holds no private key");
        assertThat(look("-tls1_3")).contains("CN = second");

        var figures = new Figures(unpacked);
        var health = figures.page("/health");
        assertThat(health.statusCode()).as(health.body()).isEqualTo(200);
        assertThat(health.body()).contains("warning: the certificate of CN=second ends at");
        assertThat(figures.metric("switchboard_certificate_end_time_seconds"))
                .isGreaterThan(System.currentTimeMillis() / 1000.0);
    }

    /** A certificate for five days, and its key that only its owner may read. */
    private void make(String name) throws IOException {
        var conf = unpacked.home().resolve("conf");
        var made =
                openssl(
                        "req",
                        "-x509",
                        "-newkey",
                        "ec",
                        "-pkeyopt",
                        "ec_paramgen_curve:prime256v1",
                        "-nodes",
                        "-days",
                        "5",
                        "-subj",
                        "/CN=" + name,
                        "-keyout",
                        conf.resolve("site.key").toString(),
                        "-out",
                        conf.resolve("site.pem").toString());
        assertThat(made.exitCode()).as(made.toString()).isZero();
    }

    /** What openssl tells of a connection. */
    private String look(String... options) throws IOException {
        var command = new ArrayList<>(List.of("s_client", "-connect"));
        command.add("127.0.0.1:" + unpacked.websocket().getPort());
        command.addAll(List.of(options));
        var seen = openssl(command.toArray(String[]::new));
        return seen.out() + seen.complaints();
    }

    private static boolean isInstalled() {
        try {
            return openssl("version").exitCode() == 0;
        } catch (IOException notThere) {
            return false;
        }
    }

    private static Outcome openssl(String... words) throws IOException {
        var command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(words));
        return Outcome.of(new ProcessBuilder(command).redirectInput(new File("/dev/null")));
    }
}
