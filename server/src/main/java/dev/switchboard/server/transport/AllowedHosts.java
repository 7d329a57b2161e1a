// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which names of hosts are surely ours. A web page of an attacker can make the browser of its
 * visitor believe that the attacker's domain is at 127.0.0.1, and then talk to what is there (DNS
 * rebinding). Such a request still names that domain. So only requests that name an address, {@code
 * localhost}, or a known name are taken for ours.
 */
public final class AllowedHosts {

    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[?[0-9a-f]*:[0-9a-f:.%]*]?");

    private final Set<String> configured;

    /**
     * @param configured the known names
     */
    public AllowedHosts(String... configured) {
        this.configured =
                Stream.of(configured)
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toSet());
    }

    /** Whether a request to this host, without port, may be answered. */
    public boolean answersTo(@Nullable String named) {
        if (named == null) {
            return false;
        }
        String host = named.toLowerCase(Locale.ROOT);
        return host.equals("localhost")
                || configured.contains(host)
                || ADDRESS.matcher(host).matches();
    }
}
