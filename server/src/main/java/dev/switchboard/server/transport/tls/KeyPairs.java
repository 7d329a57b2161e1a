// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport.tls;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.X509Certificate;

/** Whether a key belongs to a certificate: whether the certificate confirms what the key signs. */
final class KeyPairs {

    private static final byte[] SAMPLE = new byte[32];

    private KeyPairs() {}

    static boolean belong(PrivateKey key, X509Certificate certificate)
            throws GeneralSecurityException {
        var signature = Signature.getInstance(algorithm(key));
        signature.initSign(key);
        signature.update(SAMPLE);
        byte[] signed = signature.sign();
        try {
            signature.initVerify(certificate.getPublicKey());
            signature.update(SAMPLE);
            return signature.verify(signed);
        } catch (InvalidKeyException | SignatureException another) {
            return false;
        }
    }

    private static String algorithm(PrivateKey key) {
        return switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
    }
}
