// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config;

import dev.switchboard.server.config.binding.Constraints;
import dev.switchboard.server.config.value.AddressRange;
import dev.switchboard.server.config.value.Rate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Limits on who is let in, checked before a connection costs anything. {@code reference.conf}
 * explains each key.
 */
public record GateSettings(
        List<String> origins,
        boolean allowMissingOrigin,
        int maxConnections,
        PerAddress perAddress,
        PerUser perUser,
        List<AddressRange> trustedProxies,
        AddressHeader addressHeader,
        Optional<String> userHeader) {

    private static final String ANY = "*";
    private static final Pattern ORIGIN =
            Pattern.compile("[a-z][a-z0-9+.-]*://(?:[a-z0-9.-]+|\\[[0-9a-f:.]+])(?::\\d{1,5})?");
    private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

    public GateSettings {
        Constraints constraints =
                new Constraints().between("max-connections", maxConnections, 1, 10_000_000);
        for (String origin : origins) {
            constraints.require(
                    origin.equals(ANY) || ORIGIN.matcher(origin).matches(),
                    "origins",
                    "an origin is written like https://chat.example.org");
        }
        userHeader.ifPresent(name ->
                constraints
                        .require(
                                HEADER_NAME.matcher(name).matches(),
                                "user-header",
                                "not the name of a header; try X-Forwarded-User")
                        .require(
                                !trustedProxies.isEmpty(),
                                "user-header",
                                "needs trusted-proxies, or anybody could claim a name"));
        constraints.hold();
    }

    /** Whether every web page may connect; worth a warning. */
    public boolean allowsAnyOrigin() {
        return origins.contains(ANY);
    }

    /**
     * Limits for one address.
     *
     * @param ipv6Prefix how many bits of an IPv6 address count as the address; providers hand out
     *     whole networks. Under it an address is counted when it comes and when it leaves, so it
     *     must not change in between.
     */
    public record PerAddress(int connections, Rate newConnections, @NeedsRestart int ipv6Prefix) {
        public PerAddress {
            new Constraints()
                    .atLeast("connections", connections, 1)
                    .atLeast("new-connections", newConnections.count(), 1L)
                    .between("ipv6-prefix", ipv6Prefix, 32, 128)
                    .hold();
        }
    }

    /** Limits for one user. */
    public record PerUser(int connections) {
        public PerUser {
            new Constraints().atLeast("connections", connections, 1).hold();
        }
    }
}
