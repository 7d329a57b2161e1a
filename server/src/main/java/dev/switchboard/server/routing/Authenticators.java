// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.routing;

import dev.switchboard.api.Code;
import dev.switchboard.api.Credentials;
import dev.switchboard.api.Identity;
import dev.switchboard.api.Refusal;
import dev.switchboard.server.client.Revocations;
import dev.switchboard.server.config.AuthSettings;
import dev.switchboard.server.time.Time;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Asks plugins who somebody is, and holds their answer against what is revoked. Any thread. */
public final class Authenticators {

    private final Routes routes;
    private final Revocations revocations;
    private final Supplier<AuthSettings> settings;
    private final RoutingMeters meters;
    private final Time time;

    @Inject
    public Authenticators(
            Routes routes,
            Revocations revocations,
            Supplier<AuthSettings> settings,
            RoutingMeters meters,
            Time time) {
        this.routes = routes;
        this.revocations = revocations;
        this.settings = settings;
        this.meters = meters;
        this.time = time;
    }

    /** Whether there is anybody to ask. */
    boolean isAnybodyHere() {
        return !routes.current().authenticators().isEmpty();
    }

    /**
     * Who shows this; nobody, if none of the plugins has anything to do with it. The stage fails
     * with a {@link Refusal} if it is not valid, and with something else if that cannot be known
     * now.
     */
    CompletionStage<Optional<Identity>> ask(Credentials credentials) {
        var longest = settings.get().maxToken();
        if (credentials.token().filter(token -> token.length() > longest.bytes()).isPresent()) {
            return refused("a token has %s at most".formatted(longest));
        }
        return ask(routes.current().authenticators(), 0, credentials)
                .thenApply(found -> found.map(this::checked))
                .whenComplete((found, failure) -> {
                    if (failure == null) {
                        meters.authenticated(found.isPresent());
                    } else {
                        meters.notAuthenticated(failure);
                    }
                });
    }

    private static CompletionStage<Optional<Identity>> refused(String why) {
        return CompletableFuture.failedStage(new Refusal(Code.BAD_TOKEN, why));
    }

    private static CompletionStage<Optional<Identity>> ask(
            List<AuthenticatorRoute> all, int first, Credentials credentials) {
        if (first == all.size()) {
            return CompletableFuture.completedStage(Optional.empty());
        }
        var next = all.get(first);
        return next.guard()
                .ask("authenticator", () -> next.code().authenticate(credentials))
                .thenCompose(found ->
                        found.isPresent()
                                ? CompletableFuture.completedStage(found)
                                : ask(all, first + 1, credentials));
    }

    /**
     * What is believed for no longer than anything may be, is not over and not revoked. Who says
     * nothing else is believed since now.
     */
    private Identity checked(Identity found) {
        var now = time.instant();
        var longest = settings.get().maxLife();
        var identity = found;
        if (found.issuedAt().isPresent() && found.expiresAt().isEmpty()) {
            identity = found.expiringAt(found.issuedAt().get().plus(longest));
        }
        var since = identity.issuedAt().orElse(now);
        if (identity.issuedAt().isEmpty()) {
            identity = identity.issuedAt(now);
        }
        var end = identity.expiresAt();
        if (end.filter(at -> !at.isAfter(now)).isPresent()) {
            throw new Refusal(Code.BAD_TOKEN, "it has expired");
        }
        if (end.filter(at -> Duration.between(since, at).compareTo(longest) > 0).isPresent()) {
            throw new Refusal(Code.BAD_TOKEN, "it is valid for too long");
        }
        if (revocations.isRevoked(identity)) {
            throw new Refusal(Code.BAD_TOKEN, "it was revoked");
        }
        return identity;
    }
}
