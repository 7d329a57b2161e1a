// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.api;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What somebody shows to say who it is: in its handshake, or later in a message {@code auth}. All
 * of it may be secret, so its text form tells nothing.
 *
 * {@snippet class="ApiExamples" region="authenticator"}
 *
 * @param token the token, from whichever place it came; empty if there was none
 * @param headers those of the handshake, by their names in lower case; none with a later message
 * @param path where it connects, such as {@code /ws}
 * @param address where it comes from; behind a trusted proxy, what the proxy says
 */
public record Credentials(
        Optional<String> token,
        Map<String, List<String>> headers,
        String path,
        InetAddress address) {

    @Override
    public String toString() {
        return "Credentials of " + address.getHostAddress();
    }
}
