// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * All certificates of one port with their private keys.
 *
 * @param all the first is for clients that ask for no name or an unknown one
 * @param store the same, as Java wants them
 */
record Credentials(List<CertifiedKey> all, KeyStore store) {

    /** Nobody else sees what is kept in memory. */
    static final String PASSWORD = "";

    /** Fails with a sentence for the operator. */
    static Credentials of(List<CertifiedKey> all) throws IOException {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (var each : all) {
                if (store.size() > 0 && each.names().isEmpty()) {
                    throw new IOException(
                            "the certificate of %s holds no name of a host, and only the first may do without: nobody would ever get it"
                                    .formatted(each.origin()));
                }
                store.setKeyEntry(
                        alias(store.size()),
                        each.key(),
                        PASSWORD.toCharArray(),
                        each.chain().toArray(X509Certificate[]::new));
            }
            return new Credentials(List.copyOf(all), store);
        } catch (GeneralSecurityException e) {
            throw new IOException("the certificates do not work: " + e.getMessage(), e);
        }
    }

    private static String alias(int number) {
        return "switchboard-" + number;
    }

    /** What the first is called in the store. */
    static String first() {
        return alias(0);
    }

    /** Each without its chain. */
    List<X509Certificate> certificates() {
        return all.stream().map(CertifiedKey::certificate).toList();
    }

    /** For a client that shows them to whom asks for one that they are signed for. */
    KeyManager[] managers() {
        try {
            var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, PASSWORD.toCharArray());
            return factory.getKeyManagers();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // they have been put in with it
        }
    }

    /**
     * For a client that trusts these certificates alone, and shows the first one if it is asked.
     */
    SSLContext toItself() {
        var first = all.getFirst();
        try {
            return OwnCertificate.context(
                    certificates(), new OwnKey(first.key(), first.certificate()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every JDK speaks TLS
        }
    }
}
