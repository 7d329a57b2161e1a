// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport.tls;

import dev.switchboard.server.config.value.Secret;

/**
 * What opens a keystore or a key.
 *
 * @param setting where it stands, for what the operator is told
 */
record Password(String setting, Secret secret) {

    boolean isEmpty() {
        return secret.reveal().isEmpty();
    }

    char[] characters() {
        return secret.reveal().toCharArray();
    }
}
