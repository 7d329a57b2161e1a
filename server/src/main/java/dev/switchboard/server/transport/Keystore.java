// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import dev.switchboard.server.config.value.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.UnrecoverableKeyException;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.Optional;

/** The private key and the certificate of the switch. */
final class Keystore {

    private final KeyStore content;
    private final String alias;

    private Keystore(KeyStore content, String alias) {
        this.content = content;
        this.alias = alias;
    }

    /** Reads a PKCS #12 file; fails with a sentence for the operator. */
    static Keystore read(Path file, Secret password) throws IOException {
        try (var bytes = Files.newInputStream(file)) {
            var content = KeyStore.getInstance("PKCS12");
            content.load(bytes, password.reveal().toCharArray());
            for (String alias : Collections.list(content.aliases())) {
                if (content.isKeyEntry(alias)) {
                    return new Keystore(content, alias);
                }
            }
        } catch (NoSuchFileException e) {
            throw new IOException("%s (listen.tls.keystore) does not exist".formatted(file), e);
        } catch (GeneralSecurityException e) {
            throw unreadable(file, e);
        } catch (IOException e) {
            throw e.getCause() instanceof UnrecoverableKeyException
                    ? new IOException(
                            "listen.tls.password does not open %s (listen.tls.keystore)"
                                    .formatted(file),
                            e)
                    : unreadable(file, e);
        }
        throw new IOException("%s (listen.tls.keystore) holds no private key".formatted(file));
    }

    private static IOException unreadable(Path file, Exception cause) {
        return new IOException(
                "%s (listen.tls.keystore) cannot be read as a PKCS #12 file: %s"
                        .formatted(file, cause.getMessage()),
                cause);
    }

    /** The certificate that belongs to the key. */
    Optional<X509Certificate> certificate() {
        try {
            return content.getCertificate(alias) instanceof X509Certificate certificate
                    ? Optional.of(certificate)
                    : Optional.empty();
        } catch (KeyStoreException e) {
            throw new IllegalStateException(e); // it is loaded
        }
    }

    /** What TLS needs of it. */
    KeyStore content() {
        return content;
    }
}
