// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.admin;

import dev.switchboard.server.time.Time;
import java.net.InetAddress;
import java.util.Map;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/** Decides who may ask an endpoint, by the token that a request brings. Any thread. */
final class Access {

    /** Who is let in without a token. */
    static final String ANYBODY = "anybody";

    private static final String SCHEME = "Bearer ";

    private final Tokens tokens;
    private final boolean isOpen;
    private final FailedTries failed;
    private final Time time;

    /**
     * @param isOpen whether to read takes no token
     */
    Access(Tokens tokens, boolean isOpen, Time time) {
        this.tokens = tokens;
        this.isOpen = isOpen;
        this.failed = new FailedTries(time);
        this.time = time;
    }

    /**
     * The name of who asks.
     *
     * @param authorization the header
     */
    String admit(Endpoint endpoint, InetAddress from, @Nullable String authorization)
            throws Refused {
        if (endpoint.scope().isEmpty()) {
            return ANYBODY;
        }
        var scope = endpoint.scope().get();
        if (isOpen && scope == Scope.READ) {
            return ANYBODY;
        }
        if (authorization == null) {
            throw unauthorized(
                    "this needs the header Authorization: Bearer <token>; bin/switchboard admin-token"
                            + " makes one, and one for this run is in run/admin.token");
        }
        var token = tokens.find(secret(authorization));
        if (token.isEmpty() || token.get().hasEnded(time.instant())) {
            if (failed.areTooMany(from)) {
                throw new Refused(
                        HttpStatus.TOO_MANY_REQUESTS_429,
                        "too many wrong tokens from this address",
                        Map.of("Retry-After", Long.toString(failed.secondsLeft())));
            }
            throw unauthorized(
                    token.isEmpty()
                            ? "there is no such token"
                            : "the token " + token.get().name() + " has ended");
        }
        if (!token.get().scopes().contains(scope)) {
            throw new Refused(
                    HttpStatus.FORBIDDEN_403,
                    "the token %s does not have the scope %s".formatted(token.get().name(), scope));
        }
        return token.get().name();
    }

    private static Refused unauthorized(String why) {
        return new Refused(HttpStatus.UNAUTHORIZED_401, why, Map.of("WWW-Authenticate", "Bearer"));
    }

    /** Nobody's token is empty. */
    private static String secret(String authorization) {
        return authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? authorization.substring(SCHEME.length()).strip()
                : "";
    }
}
