// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.admin;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts the certificate of this switch and nothing else. The health check connects to an address
 * that the certificate need not name, and perhaps no authority has signed it. That it is exactly
 * the switch's own certificate is better proof than either.
 */
final class OwnCertificate extends X509ExtendedTrustManager {

    private final Supplier<X509Certificate> own;

    private OwnCertificate(Supplier<X509Certificate> own) {
        this.own = own;
    }

    /** For connections to the switch itself. */
    static SSLContext context(Supplier<X509Certificate> own) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new OwnCertificate(own)}, null);
        return context;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        if (chain.length == 0 || !chain[0].equals(own.get())) {
            throw new CertificateException("this is not the certificate of the switch");
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
            throws CertificateException {
        checkServerTrusted(chain, type);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        checkServerTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        throw new CertificateException("the switch does not visit itself as a server");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
            throws CertificateException {
        checkClientTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        checkClientTrusted(chain, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
