// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** The private key in a PEM file. */
final class PemKey {

    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");

    private PemKey() {}

    /** Fails with a sentence for the operator. */
    static PrivateKey read(TlsFile file, Password password) throws IOException {
        var keys =
                Pem.blocks(file).stream()
                        .filter(block -> block.label().endsWith("PRIVATE KEY"))
                        .toList();
        if (keys.isEmpty()) {
            throw new IOException(file + " holds no private key");
        }
        if (keys.size() > 1) {
            throw new IOException(file + " holds more than one private key");
        }
        return key(pkcs8(keys.getFirst(), file, password), file);
    }

    private static PKCS8EncodedKeySpec pkcs8(Pem.Block block, TlsFile file, Password password)
            throws IOException {
        if (block.base64().contains(":")) {
            throw unknown("a key with an old encryption", file);
        }
        byte[] bytes = block.bytes(file);
        return switch (block.label()) {
            case "PRIVATE KEY" -> new PKCS8EncodedKeySpec(bytes);
            case "ENCRYPTED PRIVATE KEY" -> decrypted(bytes, file, password);
            case "RSA PRIVATE KEY" -> new PKCS8EncodedKeySpec(Pkcs8.ofRsa(bytes));
            case "EC PRIVATE KEY" ->
                    new PKCS8EncodedKeySpec(
                            Pkcs8.ofElliptic(bytes)
                                    .orElseThrow(() -> unknown("a key without its curve", file)));
            default -> throw unknown(block.label(), file);
        };
    }

    private static IOException unknown(String what, TlsFile file) {
        return new IOException(
                "%s holds %s, which is not read; openssl pkcs8 -topk8 -in FILE -out FILE makes one that is"
                        .formatted(file, what));
    }

    private static PKCS8EncodedKeySpec decrypted(byte[] bytes, TlsFile file, Password password)
            throws IOException {
        if (password.isEmpty()) {
            throw new IOException(
                    "%s is encrypted, and %s is empty".formatted(file, password.setting()));
        }
        try {
            var encrypted = new EncryptedPrivateKeyInfo(bytes);
            var parameters = encrypted.getAlgParameters();
            // Of the newer scheme, only the parameters know which cipher it is.
            String cipherName =
                    encrypted.getAlgName().startsWith("PBEWith")
                            ? encrypted.getAlgName()
                            : String.valueOf(parameters);
            var cipher = Cipher.getInstance(cipherName);
            var secret =
                    SecretKeyFactory.getInstance(cipherName)
                            .generateSecret(new PBEKeySpec(password.characters()));
            cipher.init(Cipher.DECRYPT_MODE, secret, parameters);
            return encrypted.getKeySpec(cipher);
        } catch (InvalidKeySpecException e) {
            throw new IOException(password.setting() + " does not open " + file, e);
        } catch (GeneralSecurityException | IOException e) {
            throw unknown("a key with an encryption that Java does not know", file);
        }
    }

    private static PrivateKey key(PKCS8EncodedKeySpec pkcs8, TlsFile file) throws IOException {
        var none = new IOException(file + " holds no key of RSA, EC or EdDSA, or is damaged");
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(pkcs8);
            } catch (GeneralSecurityException another) {
                none.addSuppressed(another);
            }
        }
        throw none;
    }
}
