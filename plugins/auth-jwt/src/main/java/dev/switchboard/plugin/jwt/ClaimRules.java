// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.jwt;

import dev.switchboard.api.Identity;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;

/**
 * What the tokens of an issuer must say, and whom they mean.
 *
 * @param audience a token must be for one of these
 * @param userClaim the claim with the name of the user
 * @param userPrefix what is put before that name
 * @param roomsClaim the claim with rooms
 * @param actionsClaim the claim with actions
 * @param leeway how much the clocks may differ
 * @param maxLife how long a token may be valid
 */
record ClaimRules(
        Set<String> audience,
        String userClaim,
        String userPrefix,
        String roomsClaim,
        String actionsClaim,
        Duration leeway,
        Duration maxLife) {

    /** The end of the year 9999; later moments are mistakes, or tricks. */
    private static final long LAST_SECOND = 253_402_300_799L;

    /** Whom the claims mean, if they are in order at this moment. */
    Identity identity(JwtClaims claims, Instant now) {
        checkAudience(claims);
        var issuedAt = moment(claims, "iat");
        var end =
                moment(claims, "exp")
                        .orElseThrow(() -> Refusals.bad("the token does not say when it expires"));
        checkTimes(issuedAt, moment(claims, "nbf"), end, now);
        try {
            return new Identity(
                    userPrefix + user(claims),
                    Grants.of(strings(claims, roomsClaim), strings(claims, actionsClaim)),
                    issuedAt,
                    // Who is let in a little late is not told that this is over already.
                    Optional.of(end.isAfter(now) ? end : end.plus(leeway)),
                    text(claims, "jti"));
        } catch (IllegalArgumentException badName) {
            throw Refusals.bad("the token is not accepted: " + badName.getMessage());
        }
    }

    private void checkAudience(JwtClaims claims) {
        try {
            if (audience.stream().noneMatch(claims.getAudience()::contains)) {
                throw Refusals.bad(
                        "the token is for somebody else: its audience is not this switch");
            }
        } catch (MalformedClaimException malformed) {
            throw Refusals.bad("the audience of the token is not a text or a list of texts");
        }
    }

    private void checkTimes(
            Optional<Instant> issuedAt, Optional<Instant> begin, Instant end, Instant now) {
        if (!now.isBefore(end.plus(leeway))) {
            throw Refusals.expired();
        }
        var latest = now.plus(leeway);
        if (issuedAt.isPresent() && issuedAt.get().isAfter(latest)) {
            throw Refusals.bad("the token was issued in the future; are the clocks right?");
        }
        if (begin.isPresent() && begin.get().isAfter(latest)) {
            throw Refusals.bad("the token is not valid yet");
        }
        if (Duration.between(issuedAt.orElse(now), end).compareTo(maxLife) > 0) {
            throw Refusals.bad(
                    "the token is valid for too long; at most %d s are accepted"
                            .formatted(maxLife.toSeconds()));
        }
    }

    private String user(JwtClaims claims) {
        String user =
                text(claims, userClaim)
                        .orElseThrow(() ->
                                Refusals.bad(
                                        "the token does not name a user, by the claim "
                                                + userClaim));
        // Half a character would be written as a question mark, and so be like others.
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(user)) {
            throw Refusals.bad("the name of the user in the token is not a text");
        }
        return user;
    }

    private static Optional<String> text(JwtClaims claims, String name) {
        return Optional.ofNullable(claims.getClaimValue(name))
                .map(value -> {
                    if (value instanceof String text) {
                        return text;
                    }
                    throw Refusals.bad("the claim %s of the token is not a text".formatted(name));
                });
    }

    private static Optional<Instant> moment(JwtClaims claims, String name) {
        return Optional.ofNullable(claims.getClaimValue(name))
                .map(value -> {
                    if (value instanceof Number number
                            && number.longValue() >= 0
                            && number.longValue() <= LAST_SECOND) {
                        return Instant.ofEpochSecond(number.longValue());
                    }
                    throw Refusals.bad("the claim %s of the token is not a moment".formatted(name));
                });
    }

    /** A list of texts, or one text with its parts between spaces, as in {@code scope}. */
    private static Optional<List<String>> strings(JwtClaims claims, String name) {
        Object value = claims.getClaimValue(name);
        return switch (value) {
            case null -> Optional.empty();
            case String text ->
                    Optional.of(List.of(text.strip().split(" +")))
                            .map(parts -> parts.equals(List.of("")) ? List.<String>of() : parts);
            case List<?> list when list.stream().allMatch(String.class::isInstance) ->
                    Optional.of(list.stream().map(String.class::cast).toList());
            default ->
                    throw Refusals.bad(
                            "the claim %s of the token is not a list of texts".formatted(name));
        };
    }
}
