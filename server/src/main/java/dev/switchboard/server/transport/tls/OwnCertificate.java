// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport.tls;

import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import org.eclipse.jetty.util.ssl.SslContextFactory.X509ExtendedTrustManagerWrapper;

/**
 * Trusts the certificates of this switch and nothing else. The health check connects to an address
 * that the certificate need not name, and perhaps no authority has signed it. That it is exactly
 * one of the switch's own is better proof than either.
 */
public final class OwnCertificate extends X509ExtendedTrustManagerWrapper {

    private final List<X509Certificate> own;

    private OwnCertificate(List<X509Certificate> own) {
        super(null);
        this.own = own;
    }

    /**
     * For an HTTP client of Java's, which asks for each server with its engine.
     *
     * @param keys what it shows if it is asked
     */
    public static SSLContext context(List<X509Certificate> own, KeyManager... keys)
            throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, new TrustManager[] {new OwnCertificate(own)}, null);
        return context;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        if (chain.length == 0 || !own.contains(chain[0])) {
            throw new CertificateException("this is not the certificate of the switch");
        }
    }
}
