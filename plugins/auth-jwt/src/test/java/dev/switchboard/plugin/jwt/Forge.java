// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.jwt;

import dev.switchboard.support.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECKey;
import java.security.interfaces.EdECKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes tokens by the JDK alone, so that they can also be what no library would make. None of them
 * may come into the log.
 */
final class Forge {

    static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    static final String ISSUER = "https://login.example.org";
    static final String AUDIENCE = "switchboard";

    static final KeyPair ED = pair("Ed25519");
    static final KeyPair OTHER_ED = pair("Ed25519");
    static final KeyPair EC = curve("secp256r1");
    static final KeyPair RSA = rsa(2048);

    private Forge() {}

    static KeyPair pair(String type) {
        try {
            return KeyPairGenerator.getInstance(type).generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static KeyPair curve(String name) {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(name));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static KeyPair rsa(int bits) {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Good claims, changed: names and their values as JSON; null takes a claim away. */
    static String claims(String... changes) {
        Map<String, String> claims = new LinkedHashMap<>();
        claims.put("iss", "\"" + ISSUER + "\"");
        claims.put("aud", "\"" + AUDIENCE + "\"");
        claims.put("sub", "\"ann\"");
        claims.put("iat", in(-60));
        claims.put("exp", in(600));
        for (int at = 0; at < changes.length; at += 2) {
            claims.put(changes[at], changes[at + 1]);
        }
        return claims.entrySet().stream()
                .filter(claim -> claim.getValue() != null)
                .map(claim -> "\"%s\":%s".formatted(claim.getKey(), claim.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** So many seconds from now, as a claim. */
    static String in(long seconds) {
        return Long.toString(NOW.plusSeconds(seconds).getEpochSecond());
    }

    static String header(String algorithm, String... more) {
        var header = new StringBuilder("{\"alg\":\"").append(algorithm).append('"');
        for (int at = 0; at < more.length; at += 2) {
            header.append(",\"%s\":%s".formatted(more[at], more[at + 1]));
        }
        return header.append('}').toString();
    }

    /** A token that is signed as the type of the key says, whatever the header says. */
    static String token(String header, String claims, Key key) {
        return token(header, claims.getBytes(StandardCharsets.UTF_8), key);
    }

    static String token(String header, byte[] claims, Key key) {
        String signed = base64(header) + "." + base64(claims);
        return Secrets.known(signed + "." + base64(signature(signed, key)));
    }

    /** A token of the usual issuer with these changes in the claims. */
    static String ed(String... changes) {
        return token(header("EdDSA"), claims(changes), ED.getPrivate());
    }

    static String base64(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }

    static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] signature(String signed, Key key) {
        byte[] bytes = signed.getBytes(StandardCharsets.US_ASCII);
        try {
            if (key instanceof SecretKeySpec secret) {
                var mac = Mac.getInstance("HmacSHA256");
                mac.init(secret);
                return mac.doFinal(bytes);
            }
            String algorithm =
                    switch (key) {
                        case EdECKey _ -> "Ed25519";
                        case ECKey _ -> "SHA256withECDSAinP1363Format";
                        default -> "SHA256withRSA";
                    };
            var signature = Signature.getInstance(algorithm);
            signature.initSign((PrivateKey) key);
            signature.update(bytes);
            return signature.sign();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static String pem(Key key) {
        String kind = key instanceof PrivateKey ? "PRIVATE KEY" : "PUBLIC KEY";
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(kind, Base64.getMimeEncoder().encodeToString(key.getEncoded()), kind);
    }

    static Path file(Path folder, String name, String content) {
        try {
            return Files.writeString(folder.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Settings with keys in files and otherwise the defaults. */
    static IssuerSettings settings(String issuer, List<String> algorithms, Path... keys) {
        return new IssuerSettings(
                issuer,
                List.of(AUDIENCE),
                Optional.of(algorithms),
                Optional.of(List.of(keys)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
