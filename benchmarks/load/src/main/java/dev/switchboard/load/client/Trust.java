// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.client;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Whose certificates are good. */
public final class Trust {
    private Trust() {}

    /**
     * What TLS is spoken with.
     *
     * @param everybody whether any certificate will do; otherwise those that Java trusts
     */
    public static SSLContext context(boolean everybody) {
        try {
            if (!everybody) {
                return SSLContext.getDefault();
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Everybody()}, null);
            return context;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("a Java without TLS", impossible);
        }
    }

    private static final class Everybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
