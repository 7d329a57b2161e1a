// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.server;

import java.net.URI;
import java.util.OptionalLong;

/**
 * A server to be measured.
 *
 * @param url with the path that clients connect to, if one was named; its decoded form is a
 *     template
 * @param pid its process, if it is on this machine
 * @param description for people
 */
public record Target(URI url, OptionalLong pid, String description) {
    public boolean isSecure() {
        return "wss".equals(url.getScheme());
    }

    public int port() {
        return url.getPort() >= 0 ? url.getPort() : isSecure() ? 443 : 80;
    }
}
