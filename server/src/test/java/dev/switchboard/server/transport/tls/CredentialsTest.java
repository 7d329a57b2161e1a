// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.server.config.ClientCertificates;
import dev.switchboard.server.config.TlsSettings;
import dev.switchboard.server.config.value.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is made of PEM files, and what an operator is told of those that do not work. */
class CredentialsTest {

    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource({
        "rsa-certificate.pem, rsa-pkcs8.pem, RSA",
        "rsa-certificate.pem, rsa-pkcs1.pem, RSA",
        "ec-certificate.pem, ec-pkcs8.pem, EC",
        "ec-certificate.pem, ec-sec1.pem, EC",
        "ec-certificate.pem, ec-encrypted.pem, EC",
        "ec-certificate.pem, ec-pbes1.pem, EC",
        "ed25519-certificate.pem, ed25519-pkcs8.pem, EdDSA"
    })
    void everyUsualFormOfAKeyIsRead(String certificate, String key, String algorithm)
            throws Exception {
        var read = read(sample(certificate), sample(key), Samples.PASSWORD);

        assertThat(read.certificates()).hasSize(1);
        assertThat(read.certificates().getFirst().getPublicKey().getAlgorithm())
                .isEqualTo(algorithm);
    }

    @Test
    void certificateAndKeyMayStandInOneFile() throws Exception {
        var both =
                Samples.write(
                        "bag of words\n"
                                + Samples.text("ec-certificate.pem")
                                + Samples.text("ec-sec1.pem"),
                        folder.resolve("both.pem"));

        assertThat(read(both, both, "").certificates()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "nosuch.pem, ec-pkcs8.pem, '', 'nosuch.pem (listen.tls.certificate) does not exist'",
        "ec-certificate.pem, nosuch.pem, '', 'nosuch.pem (listen.tls.key) does not exist'",
        "ec-pkcs8.pem, ec-pkcs8.pem, '', 'ec-pkcs8.pem (listen.tls.certificate) holds no certificate'",
        "ec-certificate.pem, ec-certificate.pem, '', 'ec-certificate.pem (listen.tls.key) holds no"
                + " private key'",
        "ec-certificate.pem, rsa-pkcs8.pem, '', 'does not belong to the certificate in'",
        "rsa-certificate.pem, ec-pkcs8.pem, '', 'does not belong to the certificate in'",
        "ec-certificate.pem, ec-encrypted.pem, wrong, 'listen.tls.password does not open'",
        "ec-certificate.pem, ec-pbes1.pem, wrong, 'listen.tls.password does not open'",
        "ec-certificate.pem, ec-encrypted.pem, '', 'is encrypted, and listen.tls.password is empty'",
        "rsa-certificate.pem, rsa-old-encryption.pem, 'open sesame', 'openssl pkcs8 -topk8'"
    })
    void whatIsWrongIsSaidWithItsFile(String certificate, String key, String password, String says)
            throws Exception {
        Path one = sample(certificate);
        Path other = sample(key);

        assertThatThrownBy(() -> read(one, other, password))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(says)
                .hasMessageContaining(folder.toString());
    }

    @Test
    void aKeyThatIsNotOfTheSameKindAsTheFileSaysIsRefused() throws Exception {
        String mislabelled = Samples.text("rsa-pkcs8.pem").replace("PRIVATE", "EC PRIVATE");
        Path key = Samples.write(mislabelled, folder.resolve("key.pem"));
        Path certificate = sample("rsa-certificate.pem");

        assertThatThrownBy(() -> read(certificate, key, ""))
                .hasMessageContaining("key.pem (listen.tls.key) holds a key without its curve");
    }

    @Test
    void whatIsCutOffAnywhereIsRefused() throws Exception {
        Path certificate = sample("ec-certificate.pem");
        String whole = Samples.text("ec-sec1.pem").strip();
        for (int length = 0; length < whole.length(); length++) {
            Path key = Samples.write(whole.substring(0, length), folder.resolve("key.pem"));

            assertThatThrownBy(() -> read(certificate, key, ""))
                    .as("the first %d characters", length)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("key.pem (listen.tls.key)");
        }
    }

    @Test
    void certificatesThatAreNoChainAreRefused() throws Exception {
        Path certificate =
                Samples.write(
                        Samples.text("ec-certificate.pem") + Samples.text("rsa-certificate.pem"),
                        folder.resolve("chain.pem"));
        Path key = sample("ec-sec1.pem");

        assertThatThrownBy(() -> read(certificate, key, ""))
                .hasMessageContaining("chain.pem (listen.tls.certificate) are no chain");
    }

    @Test
    void aKeyThatEverybodyMayReadIsRefused() throws Exception {
        Path certificate = sample("ec-certificate.pem");
        Path key = sample("ec-sec1.pem");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));

        assertThatThrownBy(() -> read(certificate, key, ""))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("everybody may read it")
                .hasMessageContaining("chmod o-r " + key);
    }

    @Test
    void aKeyThatItsGroupMayReadAndACertificateForAllAreTaken() throws Exception {
        Path certificate = sample("ec-certificate.pem");
        Path key = sample("ec-sec1.pem");
        Files.setPosixFilePermissions(certificate, PosixFilePermissions.fromString("rw-r--r--"));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));

        assertThat(read(certificate, key, "").certificates()).hasSize(1);
    }

    @Test
    void whatWasReadDoesNotShowItself() throws Exception {
        var files =
                files(sample("ec-certificate.pem"), sample("ec-sec1.pem"), List.of(), "")
                        .sources()
                        .getFirst()
                        .read();

        assertThat(files.toString()).contains("ec-sec1.pem").doesNotContain("BEGIN");
    }

    @Test
    void morePairsFollowTheFirst() throws Exception {
        var read =
                read(
                        sample("ec-certificate.pem"),
                        sample("ec-sec1.pem"),
                        List.of(
                                new TlsSettings.Pair(
                                        sample("rsa-certificate.pem"), sample("rsa-pkcs1.pem")),
                                new TlsSettings.Pair(
                                        sample("ed25519-certificate.pem"),
                                        sample("ed25519-pkcs8.pem"))),
                        "");

        assertThat(read.certificates())
                .extracting(each -> each.getPublicKey().getAlgorithm())
                .containsExactly("EC", "RSA", "EdDSA");
    }

    @ParameterizedTest
    @CsvSource({
        "nosuch.pem, rsa-pkcs8.pem, 'nosuch.pem (listen.tls.more-certificates[0].certificate) does not"
                + " exist'",
        "rsa-certificate.pem, nosuch.pem, 'nosuch.pem (listen.tls.more-certificates[0].key) does not"
                + " exist'",
        "rsa-certificate.pem, ec-sec1.pem, 'ec-sec1.pem (listen.tls.more-certificates[0].key) does not"
                + " belong to the certificate in'",
        "nameless-certificate.pem, nameless-pkcs8.pem, 'nameless-certificate.pem"
                + " (listen.tls.more-certificates[0].certificate) holds no name of a host'"
    })
    void whatIsWrongWithAnotherPairIsSaidWithItsPlace(String certificate, String key, String says)
            throws Exception {
        var first = sample("ec-certificate.pem");
        var firstKey = sample("ec-pkcs8.pem");
        var more = List.of(new TlsSettings.Pair(sample(certificate), sample(key)));

        assertThatThrownBy(() -> read(first, firstKey, more, ""))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(says);
    }

    @Test
    void theFirstMayHaveNoName() throws Exception {
        var read = read(sample("nameless-certificate.pem"), sample("nameless-pkcs8.pem"), "");

        assertThat(read.certificates()).hasSize(1);
    }

    private Path sample(String name) throws IOException {
        return name.equals("nosuch.pem") ? folder.resolve(name) : Samples.copy(name, folder);
    }

    private static Credentials read(Path certificate, Path key, String password)
            throws IOException {
        return read(certificate, key, List.of(), password);
    }

    private static Credentials read(
            Path certificate, Path key, List<TlsSettings.Pair> more, String password)
            throws IOException {
        List<CertifiedKey> held = new ArrayList<>();
        for (var source : files(certificate, key, more, password).sources()) {
            held.addAll(
                    source.read().open(new Password("listen.tls.password", new Secret(password))));
        }
        return Credentials.of(held);
    }

    private static TlsFiles files(
            Path certificate, Path key, List<TlsSettings.Pair> more, String password) {
        return new TlsFiles(
                new TlsSettings(
                        true,
                        Optional.empty(),
                        Optional.of(certificate),
                        Optional.of(key),
                        more,
                        new Secret(password),
                        ClientCertificates.NONE,
                        Optional.empty()),
                "listen.tls",
                UnaryOperator.identity());
    }
}
