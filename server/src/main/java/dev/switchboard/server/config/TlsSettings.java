// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config;

import dev.switchboard.server.config.binding.Constraints;
import dev.switchboard.server.config.value.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Encryption by the switch itself: certificates and keys in one PKCS #12 file, or a chain and its
 * key as PEM. {@code reference.conf} explains each key.
 *
 * @param moreCertificates pairs of PEM files for other names, after the first pair
 * @param password that of the PKCS #12 file, or of encrypted PEM keys
 * @param clientCa a PEM file with the authorities whose signature a client's certificate needs
 */
public record TlsSettings(
        boolean enabled,
        Optional<Path> keystore,
        Optional<Path> certificate,
        Optional<Path> key,
        List<Pair> moreCertificates,
        Secret password,
        ClientCertificates clientCertificates,
        Optional<Path> clientCa) {

    private static final Path USUAL_KEYSTORE = Path.of("conf", "keystore.p12");

    /** A certificate with its chain, and its private key: PEM files. */
    public record Pair(Path certificate, Path key) {

        /** As it stands in a file. */
        @Override
        public String toString() {
            return "{ certificate = \"%s\", key = \"%s\" }".formatted(certificate, key);
        }
    }

    public TlsSettings {
        new Constraints()
                .require(
                        keystore.isEmpty() || (certificate.isEmpty() && key.isEmpty()),
                        "keystore",
                        "must be empty if certificate and key name PEM files; one of both")
                .require(
                        key.isPresent() || certificate.isEmpty(),
                        "certificate",
                        "needs key, the PEM file of its private key")
                .require(
                        certificate.isPresent() || key.isEmpty(),
                        "key",
                        "needs certificate, the PEM file that it belongs to")
                .require(
                        certificate.isPresent() || moreCertificates.isEmpty(),
                        "more-certificates",
                        "needs certificate and key, the pair for all other names; a keystore holds"
                                + " all its certificates itself")
                .require(
                        clientCa.isPresent() || clientCertificates == ClientCertificates.NONE,
                        "client-certificates",
                        "needs client-ca, the PEM file of those who sign them")
                .hold();
    }

    /** The PKCS #12 file, unless there are PEM files. */
    public Optional<Path> keystoreFile() {
        return certificate.isPresent()
                ? Optional.empty()
                : keystore.or(() -> Optional.of(USUAL_KEYSTORE));
    }
}
