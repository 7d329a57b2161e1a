// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.jwt;

import dev.switchboard.api.Identity;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * One issuer, whose tokens are checked with its own keys and by its own rules. Any thread may use
 * it.
 *
 * @param accepted the ways in which it signs
 * @param atHand its keys in files, and the secret that it shares
 * @param remote its keys that are fetched
 */
record Issuer(
        String name,
        Set<Algorithm> accepted,
        KeysAtHand atHand,
        Optional<RemoteKeys> remote,
        ClaimRules rules) {

    /** Checks a token that says it is of this issuer. */
    Identity check(SignedToken token, Instant now) throws IOException, InterruptedException {
        if (!accepted.contains(token.algorithm())) {
            throw Refusals.bad("the token is signed in a way that is not accepted of its issuer");
        }
        var keys = source(token.algorithm()).find(token.keyId(), token.algorithm());
        if (keys.stream().noneMatch(token::isSignedWith)) {
            throw Refusals.bad("the signature of the token is wrong");
        }
        return rules.identity(token.claims(), now);
    }

    /** What is fetched from elsewhere never has a say in secrets. */
    private KeySource source(Algorithm algorithm) {
        return algorithm == Algorithm.HS256 || remote.isEmpty() ? atHand : remote.get();
    }
}
