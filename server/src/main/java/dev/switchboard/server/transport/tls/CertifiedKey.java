// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport.tls;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.util.ssl.X509;

/**
 * A private key with the certificate that it belongs to.
 *
 * @param origin where they stand, for what the operator is told
 * @param chain the certificate, then the one that signed it, and so on
 */
record CertifiedKey(String origin, PrivateKey key, List<X509Certificate> chain) {

    X509Certificate certificate() {
        return chain.getFirst();
    }

    /**
     * The names of hosts that the certificate is for, some with a {@code *} for their first part.
     */
    List<String> names() {
        return names(certificate());
    }

    /** What it is called where there is room for one name: that of a host, if it has any. */
    static String name(X509Certificate certificate) {
        var names = names(certificate);
        return names.isEmpty() ? certificate.getSubjectX500Principal().getName() : names.getFirst();
    }

    private static List<String> names(X509Certificate certificate) {
        var known = new X509("", certificate);
        var names = new ArrayList<>(known.getHosts());
        known.getWilds().forEach(each -> names.add("*." + each));
        return names;
    }
}
