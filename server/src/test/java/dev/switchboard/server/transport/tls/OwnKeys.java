// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport.tls;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;

/** For clients that show a certificate whether or not the switch would take it. */
public final class OwnKeys {

    private OwnKeys() {}

    public static KeyManager of(KeyStore keys, String alias, String password)
            throws GeneralSecurityException {
        return new OwnKey(
                (PrivateKey) keys.getKey(alias, password.toCharArray()),
                (X509Certificate) keys.getCertificate(alias));
    }
}
