// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * The certificates of the switch with their private keys, known to belong together.
 *
 * @param keys all of them, as Java keeps them
 * @param password what opens the keys
 * @param aliases their names in it; the first is what a client gets that asks for no name
 * @param certificates those that the keys belong to, in the same order
 */
record Credentials(
        KeyStore keys,
        Password password,
        List<String> aliases,
        List<X509Certificate> certificates) {

    private static final String OF_PEM = "switchboard";

    /** Fails with a sentence for the operator. */
    static Credentials of(TlsFiles files, Password password) throws IOException {
        var keystore = files.keystore();
        var certificate = files.certificate();
        var key = files.key();
        if (keystore != null) {
            return of(keystore, password);
        }
        if (certificate == null || key == null) {
            throw new IllegalArgumentException("neither a keystore nor a certificate with its key");
        }
        return of(certificate, key, password);
    }

    private static Credentials of(TlsFile file, Password password) throws IOException {
        var keys = load(file, password);
        List<String> aliases = new ArrayList<>();
        List<X509Certificate> certificates = new ArrayList<>();
        try {
            for (String alias : Collections.list(keys.aliases())) {
                if (keys.getKey(alias, password.characters()) instanceof PrivateKey key
                        && keys.getCertificate(alias) instanceof X509Certificate certificate) {
                    if (!KeyPairs.belong(key, certificate)) {
                        throw new IOException(
                                "in %s, the key %s does not belong to its certificate"
                                        .formatted(file, alias));
                    }
                    aliases.add(alias);
                    certificates.add(certificate);
                }
            }
        } catch (UnrecoverableKeyException e) {
            throw closed(file, password, e);
        } catch (GeneralSecurityException e) {
            throw unreadable(file, e);
        }
        if (aliases.isEmpty()) {
            throw new IOException(file + " holds no private key with its certificate");
        }
        return new Credentials(keys, password, List.copyOf(aliases), List.copyOf(certificates));
    }

    private static KeyStore load(TlsFile file, Password password) throws IOException {
        try {
            var keys = KeyStore.getInstance("PKCS12");
            keys.load(new ByteArrayInputStream(file.bytes()), password.characters());
            return keys;
        } catch (GeneralSecurityException e) {
            throw unreadable(file, e);
        } catch (IOException e) {
            throw e.getCause() instanceof UnrecoverableKeyException
                    ? closed(file, password, e)
                    : unreadable(file, e);
        }
    }

    private static IOException closed(TlsFile file, Password password, Exception cause) {
        return new IOException(password.setting() + " does not open " + file, cause);
    }

    private static IOException unreadable(TlsFile file, Exception cause) {
        return new IOException(
                "%s cannot be read as a PKCS #12 file: %s".formatted(file, cause.getMessage()),
                cause);
    }

    private static Credentials of(TlsFile certificate, TlsFile key, Password password)
            throws IOException {
        var chain = PemCertificates.read(certificate);
        var own = chain.getFirst();
        var secret = PemKey.read(key, password);
        try {
            if (!KeyPairs.belong(secret, own)) {
                throw new IOException(
                        "the key in %s does not belong to the certificate in %s"
                                .formatted(key, certificate));
            }
            var keys = KeyStore.getInstance("PKCS12");
            keys.load(null, null);
            keys.setKeyEntry(
                    OF_PEM, secret, password.characters(), chain.toArray(X509Certificate[]::new));
            return new Credentials(keys, password, List.of(OF_PEM), List.of(own));
        } catch (KeyStoreException e) {
            throw new IOException(
                    "the certificates in %s are no chain: the own one comes first, and then each that signed the one before"
                            .formatted(certificate),
                    e);
        } catch (GeneralSecurityException e) {
            throw new IOException("%s does not work: %s".formatted(certificate, e.getMessage()), e);
        }
    }

    /** For a client that shows them to whom asks for one that they are signed for. */
    KeyManager[] managers() {
        try {
            var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(keys, password.characters());
            return factory.getKeyManagers();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // it has been opened before
        }
    }

    /**
     * For a client that trusts these certificates alone, and shows the first one if it is asked.
     */
    SSLContext toItself() {
        try {
            var key = (PrivateKey) keys.getKey(aliases.getFirst(), password.characters());
            return OwnCertificate.context(certificates, new OwnKey(key, certificates.getFirst()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // it has been opened before
        }
    }
}
