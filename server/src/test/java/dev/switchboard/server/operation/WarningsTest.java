// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.config.Configuration;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WarningsTest {

    @Test
    void aCertificateIsToldWhenClientsRefuseItAndSomeDaysBefore() throws Exception {
        X509Certificate certificate = certificate();
        Instant begin = certificate.getNotBefore().toInstant();
        Instant end = certificate.getNotAfter().toInstant();

        assertThat(Warnings.of(certificate, begin.plusSeconds(1))).isEmpty();
        assertThat(Warnings.of(certificate, begin.minusSeconds(1)))
                .hasValueSatisfying(text -> assertThat(text).contains("does not begin before"));
        assertThat(Warnings.of(certificate, end.minus(Duration.ofDays(13))))
                .hasValueSatisfying(text -> assertThat(text).endsWith("ends at " + end));
        assertThat(Warnings.of(certificate, end.plusSeconds(1)))
                .hasValueSatisfying(text ->
                        assertThat(text).contains("ended at " + end, "clients will refuse it"));
    }

    @Test
    void limitsThatDoNotGoTogetherAreNamed() throws Exception {
        assertThat(Warnings.of(Configuration.of("").settings())).isEmpty();
        assertThat(Warnings.of(Configuration.of("delivery.outbox.bytes = 256 KiB").settings()))
                .singleElement()
                .asString()
                .startsWith("messages.bytes-burst = 512 KiB, but delivery.outbox.bytes = 256 KiB:");
    }

    @Test
    void rulesThatDecideNothingAreNamed() throws Exception {
        var rules =
                """
                rights.rules = [
                  { allow = [join, publsh], users = [ann] }
                  { deny = [join, publish] }
                  { allow = [chat, join] }
                  { deny = [publish], rooms = [news] }
                  { allow = ["*"] }
                  { deny = [chat], anonymous = true }
                ]
                """;
        assertThat(
                        Warnings.of(
                                Configuration.of(rules).settings().rights(),
                                Set.of("join", "publish", "chat")))
                .containsExactly(
                        "rule 1 of rights.rules names the action publsh, but no kind needs that;"
                                + " did you mean publish?",
                        "rule 4 of rights.rules decides nothing: rule 2 always does before",
                        "rule 6 of rights.rules decides nothing: rule 3 always does before");
    }

    @Test
    void limitsInDryRunAreNamed() throws Exception {
        var settings =
                Configuration.of("limits.dry-run = [messages.rate, gate.max-connections]")
                        .settings();
        assertThat(Warnings.of(settings))
                .singleElement()
                .asString()
                .startsWith("limits.dry-run = [messages.rate, gate.max-connections]: ");
    }

    @Test
    void aProxyProtocolThatNobodyMaySpeakIsNamed() throws Exception {
        String required = "listen.proxy-protocol = required\n";
        assertThat(Warnings.of(Configuration.of(required).settings()))
                .singleElement()
                .asString()
                .startsWith("listen.proxy-protocol = required, but gate.trusted-proxies is empty");
        String withProxies = required + "gate.trusted-proxies = [127.0.0.1]";
        assertThat(Warnings.of(Configuration.of(withProxies).settings())).isEmpty();
    }

    private static X509Certificate certificate() throws Exception {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(
                                new ByteArrayInputStream(PEM.getBytes(StandardCharsets.US_ASCII)));
    }

    /** For 100 years; nobody has its key any more. */
    private static final String PEM =
            """
            -----BEGIN CERTIFICATE-----
            MIIBfzCCASWgAwIBAgIUN5Wain9YczVFUbEHhSZX7dEDktQwCgYIKoZIzj0EAwIw
            FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyNzIxMjQ0MVoYDzIxMjYxMTAz
            MjEyNDQxWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
            PQMBBwNCAAQRVqVQ7dVqg7GOE1lU/HLCVjf/qODnWmfD8jP0lA79SJqFOwFcAI5u
            rOSCS4DB4Pobsm43OB1weI5LnZ0VVcszo1MwUTAdBgNVHQ4EFgQUeCfFKAnXUetA
            AVoBSNOq6vmz0RowHwYDVR0jBBgwFoAUeCfFKAnXUetAAVoBSNOq6vmz0RowDwYD
            VR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiAaRWdBA5hzINfYvOY8hVUg
            fDcltkZgNUA8yfjvClkOcwIhAPbKvh3a8shijOIH5HNEWmOUx00txIfC4kvN3vpy
            d6S+
            -----END CERTIFICATE-----
            """;
}
