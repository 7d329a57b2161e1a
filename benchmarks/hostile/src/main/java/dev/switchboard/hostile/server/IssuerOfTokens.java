// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Somebody who signs JSON Web Tokens, and has not signed any. */
final class IssuerOfTokens {

    /** Names it in tokens. */
    static final String NAME = "us";

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
                        .formatted(Base64.getMimeEncoder().encodeToString(publicKey())));
        return "plugins.auth-jwt.issuers.own { issuer = %s, audience = [switchboard], keys = [\"%s\"] }\n"
                .formatted(NAME, file.toAbsolutePath());
    }

    private static byte[] publicKey() {
        try {
            return KeyPairGenerator.getInstance("Ed25519")
                    .generateKeyPair()
                    .getPublic()
                    .getEncoded();
        } catch (NoSuchAlgorithmException impossible) { // every JDK has it
            throw new IllegalStateException(impossible);
        }
    }
}
