// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.jwt;

import dev.switchboard.api.Refusal;

/** How tokens are refused. No text has any part of the token in it. */
final class Refusals {

    /** Whoever signed it, nobody here knows it. */
    static final String UNKNOWN_ISSUER = "unknown_issuer";

    private static final String EXPIRED = "expired_token";
    private static final String BAD = "bad_token";

    private Refusals() {}

    /** A token with which nothing but another one helps. */
    static Refusal bad(String what) {
        return Refusal.of(BAD, what);
    }

    static Refusal expired() {
        return Refusal.of(EXPIRED, "the token has expired");
    }

    static Refusal unknownIssuer() {
        return Refusal.of(UNKNOWN_ISSUER, "tokens of this issuer are not accepted here");
    }

    static Refusal unknownKey() {
        return bad("the token is signed with a key that is not known");
    }
}
