// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.jwt;

import java.util.List;
import java.util.Optional;

/** The keys of an issuer, as they were at one moment. Immutable. */
record KeySet(List<VerificationKey> keys) {

    /** The most keys that an issuer may have, for a token without a key's id is tried with all. */
    static final int MOST = 32;

    KeySet {
        keys = List.copyOf(keys);
        if (keys.size() > MOST) {
            throw new IllegalArgumentException(
                    "%d keys are too many; at most %d can be used".formatted(keys.size(), MOST));
        }
    }

    /**
     * The keys that a token may have been signed with: those of the id that it names. If none has
     * that id, those that have no id at all, such as keys from PEM files. Without an id, all.
     */
    List<VerificationKey> find(Optional<String> id, Algorithm algorithm) {
        var all = keys.stream().filter(key -> key.algorithm() == algorithm).toList();
        if (id.isEmpty()) {
            return all;
        }
        var named = all.stream().filter(key -> key.id().equals(id)).toList();
        return named.isEmpty() ? all.stream().filter(key -> key.id().isEmpty()).toList() : named;
    }

    int size() {
        return keys.size();
    }
}
