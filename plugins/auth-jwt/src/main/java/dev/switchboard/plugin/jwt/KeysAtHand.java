// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.jwt;

import java.util.List;
import java.util.Optional;

/** Keys from files, read once. */
record KeysAtHand(KeySet keys) implements KeySource {

    @Override
    public List<VerificationKey> find(Optional<String> id, Algorithm algorithm) {
        var found = keys.find(id, algorithm);
        if (found.isEmpty()) {
            throw Refusals.unknownKey();
        }
        return found;
    }
}
