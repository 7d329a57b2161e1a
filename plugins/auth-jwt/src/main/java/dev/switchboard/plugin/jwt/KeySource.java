// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.jwt;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Where the keys of an issuer come from. Any thread may ask. */
sealed interface KeySource permits KeysAtHand, RemoteKeys {

    /**
     * The keys that a token may have been signed with, at least one. May fetch them.
     *
     * @throws dev.switchboard.api.Refusal if there is none
     * @throws IOException if the keys cannot be had now
     */
    List<VerificationKey> find(Optional<String> id, Algorithm algorithm)
            throws IOException, InterruptedException;
}
