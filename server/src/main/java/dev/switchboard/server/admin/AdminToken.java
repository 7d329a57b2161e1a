// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A token of the admin port, as the switch knows it: not its text, but the SHA-256 of it. A slow
 * hash with a salt would gain nothing here, as it does for passwords: the text is 256 bits by
 * chance, which nobody finds by trying.
 *
 * @param name by which operators and the audit log call it
 * @param end from when on it is worth nothing; empty if it is good until it is revoked
 * @param hash 64 digits
 */
public record AdminToken(
        String name, Set<Scope> scopes, Instant made, Optional<Instant> end, String hash) {

    /** The name of the one that each run of the switch makes for the commands of this machine. */
    static final String OF_THE_RUN = "admin.token";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    private static final String MARK = "swadmin_";
    private static final int BYTES = 32;

    public AdminToken {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a name has 1 to 64 letters, digits and . _ @ - and begins with a letter or digit");
        }
        if (scopes.isEmpty()) {
            throw new IllegalArgumentException("a token needs a scope");
        }
        if (!HASH.matcher(hash).matches()) {
            throw new IllegalArgumentException("a hash has 64 digits from 0 to f");
        }
        scopes = Set.copyOf(scopes);
    }

    /** The token whose text each run writes down for the commands: it allows everything. */
    static AdminToken ofTheRun(String secret, Instant now) {
        if (secret.isBlank()) {
            throw new IllegalArgumentException("an empty token would let everybody in");
        }
        return new AdminToken(
                OF_THE_RUN, EnumSet.allOf(Scope.class), now, Optional.empty(), hash(secret));
    }

    /** The text of a new token. By its beginning, scanners know what it is when it gets lost. */
    static String secret() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return MARK + HexFormat.of().formatHex(bytes);
    }

    static String hash(String secret) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /** Whether this is the hash of it. The time that this takes reveals nothing of either. */
    boolean isOf(String other) {
        return MessageDigest.isEqual(hash.getBytes(UTF_8), other.getBytes(UTF_8));
    }

    public boolean hasEnded(Instant now) {
        return end.filter(moment -> !now.isBefore(moment)).isPresent();
    }
}
