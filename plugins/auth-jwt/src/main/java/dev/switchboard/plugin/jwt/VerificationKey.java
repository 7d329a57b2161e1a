// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.jwt;

import java.security.Key;
import java.security.PublicKey;
import java.util.Optional;

/**
 * A key with which signatures are checked.
 *
 * @param id the issuer's name for it, if it has one; only ever compared
 * @param algorithm the one way in which it is used
 */
record VerificationKey(Optional<String> id, Algorithm algorithm, Key key) {

    static VerificationKey of(Optional<String> id, PublicKey key) throws UnusableKey {
        return new VerificationKey(id, Algorithm.of(key), key);
    }

    /** The key itself is nobody's business. */
    @Override
    public String toString() {
        return algorithm.wireName() + id.map(" "::concat).orElse("");
    }
}
