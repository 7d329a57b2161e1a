// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * Files with keys and their certificates, as they were at one moment. Two are equal if nothing has
 * changed.
 */
sealed interface KeyFiles {

    /** What they hold, at least one; fails with a sentence for the operator. */
    List<CertifiedKey> open(Password password) throws IOException;

    /** Certificate and chain in one file, the key in another or the same. */
    record Pem(TlsFile certificate, TlsFile key) implements KeyFiles {

        @Override
        public List<CertifiedKey> open(Password password) throws IOException {
            var chain = PemCertificates.read(certificate);
            var secret = PemKey.read(key, password);
            try {
                if (!KeyPairs.belong(secret, chain.getFirst())) {
                    throw new IOException(
                            "the key in %s does not belong to the certificate in %s"
                                    .formatted(key, certificate));
                }
            } catch (GeneralSecurityException e) {
                throw new IOException(
                        "%s does not work: %s".formatted(certificate, e.getMessage()), e);
            }
            if (!isChain(chain)) {
                throw new IOException(
                        "the certificates in %s are no chain: the own one comes first, and then each that signed the one before"
                                .formatted(certificate));
            }
            return List.of(new CertifiedKey(certificate.name(), secret, chain));
        }

        private static boolean isChain(List<X509Certificate> certificates) {
            if (certificates.stream().distinct().count() < certificates.size()) {
                return false;
            }
            for (int at = 1; at < certificates.size(); at++) {
                var signed = certificates.get(at - 1);
                if (!signed.getIssuerX500Principal()
                        .equals(certificates.get(at).getSubjectX500Principal())) {
                    return false;
                }
            }
            return true;
        }
    }

    /** A keystore, with as many as it has. */
    record Pkcs12(TlsFile file) implements KeyFiles {

        @Override
        public List<CertifiedKey> open(Password password) throws IOException {
            var keys = load(password);
            List<CertifiedKey> found = new ArrayList<>();
            try {
                for (String alias : Collections.list(keys.aliases())) {
                    if (keys.getKey(alias, password.characters()) instanceof PrivateKey key
                            && keys.getCertificate(alias) instanceof X509Certificate certificate) {
                        if (!KeyPairs.belong(key, certificate)) {
                            throw new IOException(
                                    "in %s, the key %s does not belong to its certificate"
                                            .formatted(file, alias));
                        }
                        var chain =
                                Stream.of(keys.getCertificateChain(alias))
                                        .map(X509Certificate.class::cast)
                                        .toList();
                        found.add(new CertifiedKey(alias + " in " + file, key, chain));
                    }
                }
            } catch (UnrecoverableKeyException e) {
                throw closed(password, e);
            } catch (GeneralSecurityException e) {
                throw unreadable(e);
            }
            if (found.isEmpty()) {
                throw new IOException(file + " holds no private key with its certificate");
            }
            return found;
        }

        private KeyStore load(Password password) throws IOException {
            try {
                var keys = KeyStore.getInstance("PKCS12");
                keys.load(new ByteArrayInputStream(file.bytes()), password.characters());
                return keys;
            } catch (GeneralSecurityException e) {
                throw unreadable(e);
            } catch (IOException e) {
                throw e.getCause() instanceof UnrecoverableKeyException
                        ? closed(password, e)
                        : unreadable(e);
            }
        }

        private IOException closed(Password password, Exception cause) {
            return new IOException(password.setting() + " does not open " + file, cause);
        }

        private IOException unreadable(Exception cause) {
            return new IOException(
                    "%s cannot be read as a PKCS #12 file: %s".formatted(file, cause.getMessage()),
                    cause);
        }
    }
}
