// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.client;

import dev.switchboard.api.Identity;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What is no longer believed.
 *
 * @param what what is named
 * @param name the id of a token, or the name of a user; empty where everybody is meant
 * @param issuedBefore what is as old, or older; not asked of tokens that are named by their ids
 * @param until when nothing that old can be valid any more, whatever is remembered
 */
public record Revocation(What what, String name, Instant issuedBefore, Instant until) {

    /** What a revocation names. */
    public enum What {
        /** One token, by its id. */
        TOKEN,
        /** All that one user has. */
        USER,
        /** All that anybody has. */
        EVERYBODY
    }

    /** Keeps whole milliseconds, as the file does; what is of the same one counts as old. */
    public Revocation {
        issuedBefore = issuedBefore.plusNanos(999_999).truncatedTo(ChronoUnit.MILLIS);
        until = until.truncatedTo(ChronoUnit.MILLIS);
    }

    /** Whether this is about somebody. Who does not say since when it is believed is always old. */
    boolean covers(Identity identity) {
        return switch (what) {
            case TOKEN -> identity.tokenId().filter(name::equals).isPresent();
            case USER -> identity.user().equals(name) && isOld(identity);
            case EVERYBODY -> isOld(identity);
        };
    }

    /** Tokens tell whole seconds: one of the same second may be the older one. */
    private boolean isOld(Identity identity) {
        return identity.issuedAt().filter(at -> at.isAfter(issuedBefore)).isEmpty();
    }

    /** What takes its place if it is revoked again. */
    String key() {
        return what + ":" + name;
    }

    /** One line of a file. */
    String toLine() {
        return String.join(
                " ",
                what.name(),
                Long.toString(issuedBefore.toEpochMilli()),
                Long.toString(until.toEpochMilli()),
                "=" + URLEncoder.encode(name, StandardCharsets.UTF_8));
    }

    /**
     * Reads a line of a file.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Revocation ofLine(String line) {
        String[] parts = line.split(" ", -1);
        if (parts.length != 4 || !parts[3].startsWith("=")) {
            throw new IllegalArgumentException("not a revocation");
        }
        return new Revocation(
                What.valueOf(parts[0]),
                URLDecoder.decode(parts[3].substring(1), StandardCharsets.UTF_8),
                Instant.ofEpochMilli(Long.parseLong(parts[1])),
                Instant.ofEpochMilli(Long.parseLong(parts[2])));
    }
}
