// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.jwt;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One block of a PEM file.
 *
 * @param kind what stands behind {@code BEGIN}
 * @param base64 the bytes, in lines
 */
public record Pem(String kind, String base64) {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");

    private static final List<String> TYPES = List.of("Ed25519", "EC", "RSA");

    /** Makes a key out of its bytes. */
    @FunctionalInterface
    private interface Maker<K> {
        K make(KeyFactory factory, byte[] encoded) throws GeneralSecurityException;
    }

    static List<Pem> blocks(String text) {
        return BLOCK.matcher(text)
                .results()
                .map(found -> new Pem(found.group(1), found.group(2)))
                .toList();
    }

    PublicKey publicKey() throws UnusableKey {
        if (kind.endsWith("PRIVATE KEY")) {
            throw new UnusableKey(
                    "a private key, which only the issuer may have; openssl pkey -pubout gives the public one");
        }
        if (!kind.equals("PUBLIC KEY")) {
            throw new UnusableKey(
                    "a %s, where a PUBLIC KEY is expected; openssl can give it".formatted(kind));
        }
        return key((factory, encoded) -> factory.generatePublic(new X509EncodedKeySpec(encoded)));
    }

    /** The first private key in a PEM file that an accepted algorithm can sign with. */
    public static Optional<PrivateKey> privateKey(String text) {
        for (var block : blocks(text)) {
            try {
                var key = block.privateKey();
                if (algorithm(key).isPresent()) {
                    return Optional.of(key);
                }
            } catch (UnusableKey useless) {
                // Perhaps the next block has one.
            }
        }
        return Optional.empty();
    }

    /** The name of the algorithm with which this key signs. */
    public static Optional<String> algorithm(PrivateKey key) {
        try {
            return Optional.of(Algorithm.of(key).wireName());
        } catch (UnusableKey useless) {
            return Optional.empty();
        }
    }

    /** The block of a new key. */
    public static Pem of(Key key) {
        return new Pem(
                key instanceof PrivateKey ? "PRIVATE KEY" : "PUBLIC KEY",
                Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded()));
    }

    /** As it stands in a file. */
    public String text() {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, base64, kind);
    }

    private PrivateKey privateKey() throws UnusableKey {
        if (!kind.equals("PRIVATE KEY")) {
            throw new UnusableKey("a %s, where a PRIVATE KEY is expected".formatted(kind));
        }
        return key((factory, encoded) -> factory.generatePrivate(new PKCS8EncodedKeySpec(encoded)));
    }

    /** Nobody sees a private key by accident. */
    @Override
    public String toString() {
        return kind;
    }

    private <K> K key(Maker<K> maker) throws UnusableKey {
        for (String type : TYPES) {
            try {
                return maker.make(
                        KeyFactory.getInstance(type), Base64.getMimeDecoder().decode(base64));
            } catch (GeneralSecurityException | IllegalArgumentException ofAnotherType) {
                // Perhaps it is of the next type.
            }
        }
        throw new UnusableKey("a key that is not of the types " + String.join(", ", TYPES));
    }
}
