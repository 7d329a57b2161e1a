// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.admin;

import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import org.eclipse.jetty.util.ssl.SslContextFactory.X509ExtendedTrustManagerWrapper;

/**
 * Trusts the certificate of this switch and nothing else. The health check connects to an address
 * that the certificate need not name, and perhaps no authority has signed it. That it is exactly
 * the switch's own certificate is better proof than either.
 */
final class OwnCertificate extends X509ExtendedTrustManagerWrapper {

    private final X509Certificate own;

    private OwnCertificate(X509Certificate own) {
        super(null);
        this.own = own;
    }

    /** For an HTTP client of Java's, which asks for each server with its engine. */
    static SSLContext context(X509Certificate own) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new OwnCertificate(own)}, null);
        return context;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        if (chain.length == 0 || !chain[0].equals(own)) {
            throw new CertificateException("this is not the certificate of the switch");
        }
    }
}
