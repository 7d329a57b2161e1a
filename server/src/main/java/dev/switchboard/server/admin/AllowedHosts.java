// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.admin;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which names the admin answers to. A web page of a stranger can make the browser of an operator
 * believe that the stranger's own domain lives at 127.0.0.1, and then read from there whatever it
 * likes. Such a request still names that domain; one that names an address, {@code localhost}, or
 * the host of the configuration cannot come about like this.
 */
final class AllowedHosts {

    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[?[0-9a-f]*:[0-9a-f:.%]*]?");

    private final String configured;

    AllowedHosts(String configured) {
        this.configured = configured.toLowerCase(Locale.ROOT);
    }

    /** Whether a request to this host, without port, may be answered. */
    boolean answersTo(@Nullable String named) {
        if (named == null) {
            return false;
        }
        String host = named.toLowerCase(Locale.ROOT);
        return host.equals("localhost")
                || host.equals(configured)
                || ADDRESS.matcher(host).matches();
    }
}
