// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.jwt;

import dev.switchboard.api.Identity;
import dev.switchboard.api.Metrics;
import dev.switchboard.api.Scheduler;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All issuers whose tokens are accepted. Any thread may use it. */
final class Issuers {

    /** By what stands in the claim {@code iss}. */
    private final Map<String, Issuer> issuers;

    private final InstantSource clock;

    Issuers(Map<String, Issuer> issuers, InstantSource clock) {
        this.issuers = Map.copyOf(issuers);
        this.clock = clock;
    }

    static Issuers of(JwtSettings settings, InstantSource clock, System.Logger logger) {
        Map<String, Issuer> issuers = new HashMap<>();
        settings.issuers()
                .forEach((name, issuer) ->
                        issuers.put(
                                issuer.issuer(),
                                new Issuer(
                                        name,
                                        issuer.accepted(),
                                        new KeysAtHand(issuer.keysAtHand()),
                                        issuer.server()
                                                .map(server ->
                                                        new RemoteKeys(
                                                                name, server, clock, logger)),
                                        issuer.rules())));
        return new Issuers(issuers, clock);
    }

    /** Fetches keys now and from time to time, and shows what came of it. */
    void watch(Scheduler scheduler, Metrics metrics) {
        for (Issuer issuer : issuers.values()) {
            issuer.remote().ifPresent(keys -> keys.watch(scheduler, metrics));
        }
    }

    /**
     * Who shows this token.
     *
     * @throws dev.switchboard.api.Refusal if it is not valid
     * @throws IOException if the keys of its issuer cannot be had now
     */
    Identity check(String token) throws IOException, InterruptedException {
        var read = SignedToken.read(token);
        return issuerOf(read).check(read, clock.instant());
    }

    /** The issuer whose name for itself stands in the token, in exactly these characters. */
    Issuer issuerOf(SignedToken token) {
        return Optional.ofNullable(token.claims().getClaimValue("iss"))
                .filter(String.class::isInstance)
                .map(issuers::get)
                .orElseThrow(Refusals::unknownIssuer);
    }

    List<Issuer> all() {
        return List.copyOf(issuers.values());
    }
}
