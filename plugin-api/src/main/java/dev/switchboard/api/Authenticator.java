// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.api;

import java.util.Optional;

/**
 * Finds out who somebody is. A plugin registers it by {@link PluginContext#authenticate}. If there
 * are several, they are asked one after another until one of them knows.
 *
 * {@snippet class="ApiExamples" region="authenticator"}
 */
@FunctionalInterface
public interface Authenticator {

    /**
     * Checks what somebody shows. It is called on a virtual thread, may block, and has the deadline
     * of handlers; whoever it does not answer in time does not come in.
     *
     * @return who it is; empty if this authenticator has nothing to do with such credentials
     * @throws Refusal if they are not valid. Its text is told to the client and logged, so it must
     *     not have a part of the token in it. With {@link Code#UNAVAILABLE} it says that it cannot
     *     be known now, for a reason that is no failure of the plugin's
     * @throws Exception if it cannot be known now; the client may try again later
     */
    Optional<Identity> authenticate(Credentials credentials) throws Exception;
}
