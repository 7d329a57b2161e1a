// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** The secret that allows to give orders. Made anew for each run of the switch. */
final class Token {

    private static final String SCHEME = "Bearer ";

    private final byte[] secret;

    Token(String secret) {
        if (secret.isBlank()) {
            throw new IllegalArgumentException("an empty token would let everybody in");
        }
        this.secret = secret.getBytes(UTF_8);
    }

    /**
     * Whether an {@code Authorization} header carries it. The time that this takes reveals nothing
     * of it.
     */
    boolean isIn(@Nullable String authorization) {
        return authorization != null
                && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && MessageDigest.isEqual(
                        secret, authorization.substring(SCHEME.length()).strip().getBytes(UTF_8));
    }
}
