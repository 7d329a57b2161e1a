// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/**
 * Somebody who signs JSON Web Tokens. Its key is the same in every process, so that attackers can
 * have tokens of a switch that another process has started; it is worth nothing elsewhere.
 */
public final class IssuerOfTokens {

    /** Names it in tokens. */
    static final String NAME = "us";

    private static final KeyPair KEYS = keys();

    private IssuerOfTokens() {}

    /** Writes its public key into the folder; the settings by which a switch knows it. */
    static String in(Path folder) throws IOException {
        Path file = folder.resolve("issuer.pem");
        Files.writeString(
                file,
                """
                -----BEGIN PUBLIC KEY-----
                %s
                -----END PUBLIC KEY-----
                """
                        .formatted(
                                Base64.getMimeEncoder()
                                        .encodeToString(KEYS.getPublic().getEncoded())));
        return settings("keys = [\"%s\"]".formatted(file.toAbsolutePath()));
    }

    /**
     * The settings by which a switch knows it.
     *
     * @param where its keys are
     */
    static String settings(String where) {
        return "plugins.auth-jwt.issuers.own { issuer = %s, audience = [switchboard], %s }\n"
                .formatted(NAME, where);
    }

    /**
     * A token that is valid for an hour.
     *
     * @param id names it, for those who revoke it
     * @param end of that hour
     */
    public static String token(String user, String id, Instant end) {
        String signed = unsigned(user, id, end, "");
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(KEYS.getPrivate());
            signature.update(signed.getBytes(US_ASCII));
            return signed + "." + encoded(signature.sign());
        } catch (GeneralSecurityException impossible) { // every JDK has it
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * A token that nobody has signed.
     *
     * @param key the id of the key by which it is said to be signed; empty for none
     */
    public static String forged(String key) {
        Instant end = Instant.now().plus(Duration.ofHours(1));
        return unsigned("ann", "forged", end, key) + "." + "A".repeat(86);
    }

    private static String unsigned(String user, String id, Instant end, String key) {
        String kid = key.isEmpty() ? "" : ",\"kid\":\"" + key + "\"";
        long until = end.getEpochSecond();
        return encoded(("{\"alg\":\"EdDSA\",\"typ\":\"JWT\"" + kid + "}").getBytes(UTF_8))
                + "."
                + encoded(
                        """
                        {"iss":"%s","aud":"switchboard","sub":"%s","jti":"%s","iat":%d,"exp":%d}\
                        """
                                .formatted(NAME, user, id, until - 3_600, until)
                                .getBytes(UTF_8));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(255, new AlwaysTheSame());
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) { // every JDK has it
            throw new IllegalStateException(impossible);
        }
    }

    /** No random at all. */
    private static final class AlwaysTheSame extends SecureRandom {
        private static final long serialVersionUID = 1;

        @Override
        public void nextBytes(byte[] bytes) {
            Arrays.fill(bytes, (byte) 7);
        }
    }
}
