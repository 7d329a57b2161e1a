// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.authhttp;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;

/** What an address of the backend must be like. */
final class BackendUrl {

    private BackendUrl() {}

    /** Refuses an address that would give tokens away, or that is none. */
    static void check(String key, String text, boolean isPlainAllowed) {
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException notAnAddress) {
            // Without its cause, which would repeat the whole address.
            throw new IllegalArgumentException(key + " is not an address; try https://…");
        }
        boolean isPlain = "http".equalsIgnoreCase(url.getScheme());
        boolean isHttp = isPlain || "https".equalsIgnoreCase(url.getScheme());
        if (!isHttp || url.getHost() == null) {
            throw new IllegalArgumentException(key + " must begin with https:// and a host");
        }
        if (url.getRawUserInfo() != null || url.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    key
                            + " must have no user, password or fragment; a secret goes into secret-file");
        }
        if (isPlain && !isPlainAllowed && !isThisMachine(url.getHost())) {
            throw new IllegalArgumentException(
                    key
                            + " must begin with https://; http:// is for this machine, or with"
                            + " allow-plain = true");
        }
    }

    /** By the address as it is written: what a name leads to may change. */
    private static boolean isThisMachine(String host) {
        if (host.equalsIgnoreCase("localhost")) {
            return true;
        }
        try {
            return InetAddress.ofLiteral(host).isLoopbackAddress();
        } catch (IllegalArgumentException aName) {
            return false;
        }
    }
}
