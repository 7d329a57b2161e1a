// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Who somebody is, for how long, and what it may do: the answer of an {@link Authenticator}.
 *
 * {@snippet class="ApiExamples" region="authenticator"}
 *
 * @param user the user's name; what is limited or allowed for a user goes by it
 * @param grants all that this user may do in rooms, if whoever vouches for it says anything about
 *     that; empty if that is for others to decide
 * @param issuedAt since when this is vouched for, for those who revoke what is older
 * @param expiresAt until when
 * @param tokenId what names this token alone, for those who revoke it
 */
public record Identity(
        String user,
        Optional<List<Grant>> grants,
        Optional<Instant> issuedAt,
        Optional<Instant> expiresAt,
        Optional<String> tokenId) {

    /** The longest name of a user, in characters. */
    public static final int MAX_USER_LENGTH = 256;

    /**
     * Checks the name of the user.
     *
     * @throws IllegalArgumentException if it is blank, too long, or has control characters
     */
    public Identity {
        if (user.isBlank() || user.length() > MAX_USER_LENGTH) {
            throw new IllegalArgumentException(
                    "the name of a user has 1 to %d characters".formatted(MAX_USER_LENGTH));
        }
        if (user.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("the name of a user has no control characters");
        }
        grants = grants.map(List::copyOf);
    }

    /** A user of whom nothing else is known. */
    public static Identity of(String user) {
        return new Identity(
                user, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The same, but allowed this and nothing else, as far as rooms are concerned. */
    public Identity granted(List<Grant> allowed) {
        return new Identity(user, Optional.of(allowed), issuedAt, expiresAt, tokenId);
    }

    /** The same, since then. */
    public Identity issuedAt(Instant beginning) {
        return new Identity(user, grants, Optional.of(beginning), expiresAt, tokenId);
    }

    /** The same, until then. */
    public Identity expiringAt(Instant end) {
        return new Identity(user, grants, issuedAt, Optional.of(end), tokenId);
    }
}
