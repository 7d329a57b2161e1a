// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.jwt;

import dev.switchboard.api.Identity;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;

/** The check of tokens without a switch around it. */
public final class TokenCheck {

    private final Issuers issuers;

    private TokenCheck(Issuers issuers) {
        this.issuers = issuers;
    }

    /** A check by these settings; empty if they name no issuer. */
    public static Optional<TokenCheck> of(JwtSettings settings) {
        return settings.issuers().isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new TokenCheck(
                                Issuers.of(
                                        settings,
                                        InstantSource.system(),
                                        System.getLogger("auth-jwt"))));
    }

    /**
     * Who shows this token.
     *
     * @throws dev.switchboard.api.Refusal if it is not valid
     * @throws IOException if the keys of its issuer cannot be fetched
     */
    public Identity check(String token) throws IOException, InterruptedException {
        return issuers.check(token);
    }
}
