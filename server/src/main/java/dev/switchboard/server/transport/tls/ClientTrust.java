// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport.tls;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.eclipse.jetty.util.ssl.SslContextFactory.X509ExtendedTrustManagerWrapper;

/**
 * Lets in who shows a certificate that one of the trusted authorities has signed, and the switch
 * itself, whose health check shows the switch's own.
 */
final class ClientTrust extends X509ExtendedTrustManagerWrapper {

    private final List<X509Certificate> own;

    ClientTrust(X509ExtendedTrustManager authorities, List<X509Certificate> own) {
        super(authorities);
        this.own = own;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        if (chain.length == 0 || !own.contains(chain[0])) {
            super.checkClientTrusted(chain, type, engine);
        }
    }
}
