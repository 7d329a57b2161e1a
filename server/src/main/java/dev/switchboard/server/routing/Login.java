// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.routing;

import dev.switchboard.api.Client;
import dev.switchboard.api.Code;
import dev.switchboard.api.Credentials;
import dev.switchboard.api.Identity;
import dev.switchboard.api.Refusal;
import dev.switchboard.server.client.Admission;
import dev.switchboard.server.client.Admission.Decision;
import dev.switchboard.server.client.Admission.Later;
import dev.switchboard.server.client.Admission.Outcome;
import dev.switchboard.server.client.Admission.Refused;
import dev.switchboard.server.client.ConnectedClient;
import dev.switchboard.server.client.ConnectionManager;
import dev.switchboard.server.client.Rejection;
import dev.switchboard.server.client.Sessions;
import dev.switchboard.server.config.Settings;
import dev.switchboard.server.hub.LocalHub;
import dev.switchboard.server.log.LogThrottle;
import dev.switchboard.server.time.Time;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How somebody says who it is: in its handshake, which is a step of its admission, or later by a
 * message. Any thread.
 */
public final class Login implements Admission.Step {

    private static final Logger LOG = LoggerFactory.getLogger(Login.class);

    /** Refusals of what was valid. */
    private static final Set<String> SAY_NOTHING_OF_TOKENS =
            Set.of(Code.TOO_MANY_CONNECTIONS.wireName(), Code.FORBIDDEN.wireName());

    private final LogThrottle refusals = new LogThrottle(Duration.ofSeconds(1));
    private final Authenticators authenticators;
    private final ConnectionManager connections;
    private final PathRights pathRights;
    private final LocalHub hub;
    private final Sessions sessions;
    private final Supplier<Settings> settings;
    private final Time time;

    @Inject
    public Login(
            Authenticators authenticators,
            ConnectionManager connections,
            PathRights pathRights,
            LocalHub hub,
            Sessions sessions,
            Supplier<Settings> settings,
            Time time) {
        this.authenticators = authenticators;
        this.connections = connections;
        this.pathRights = pathRights;
        this.hub = hub;
        this.sessions = sessions;
        this.settings = settings;
        this.time = time;
    }

    // In the handshake

    @Override
    public Outcome take(Admission admission) {
        var shown = admission.takeCredentials();
        if (admission.identity().isPresent()) { // a trusted proxy has said it
            return Admission.ADMITTED;
        }
        if (shown == null || !authenticators.isAnybodyHere()) {
            return asNobody(admission);
        }
        if (untilNextTry(shown.address()) > 0) {
            return new Refused(Rejection.ADDRESS_FAILURES);
        }
        return new Later(
                authenticators
                        .ask(shown)
                        .thenApply(found -> decision(admission, shown, found))
                        .exceptionally(failure -> refusal(shown.address(), failure)));
    }

    private Decision decision(Admission admission, Credentials shown, Optional<Identity> found) {
        if (found.isPresent()) {
            return admission.identify(found);
        }
        if (shown.token().isPresent()) {
            failed(shown.address(), "nothing here knows such a token");
            return new Refused(Rejection.BAD_TOKEN);
        }
        return asNobody(admission);
    }

    private Decision refusal(InetAddress address, Throwable failure) {
        if (cause(failure) instanceof Refusal refusal && !isForNow(refusal)) {
            failed(address, refusal.text());
            return new Refused(Rejection.BAD_TOKEN);
        }
        throw failure instanceof CompletionException wrapped
                ? wrapped
                : new CompletionException(failure);
    }

    /** Whether it says nothing of what was shown: the plugin cannot be asked. */
    private static boolean isForNow(Refusal refusal) {
        return refusal.code().equals(Code.UNAVAILABLE.wireName());
    }

    /** Only who can send messages with kinds can say later who it is. */
    private Decision asNobody(Admission admission) {
        if (!settings.get().auth().required()) {
            return Admission.ADMITTED;
        }
        return RouteTable.KIND_PATHS.contains(admission.request().path())
                ? admission.asStranger()
                : new Refused(Rejection.TOKEN_NEEDED);
    }

    // By a message

    /**
     * Makes a client the user of whom this token speaks. The stage fails with a {@link Refusal} if
     * it is not valid, or the client must not be that user; the client stays what it was then.
     */
    public CompletionStage<Identity> login(Client who, String token) {
        var client = (ConnectedClient) who;
        long wait = untilNextTry(client.address());
        if (wait > 0) {
            return CompletableFuture.failedStage(
                    new Refusal(Code.RATE_LIMITED, "too many tokens were not valid")
                            .retryAfter(Duration.ofMillis(Math.ceilDiv(wait, 1_000_000))));
        }
        var shown = new Credentials(Optional.of(token), Map.of(), client.path(), client.address());
        return authenticators
                .ask(shown)
                .thenCompose(found -> {
                    var identity =
                            found.orElseThrow(() ->
                                    new Refusal(Code.BAD_TOKEN, "nothing here knows such a token"));
                    checkUser(client, identity);
                    return pathRights
                            .checkLogin(client, identity)
                            .thenApply(_ -> become(client, identity));
                })
                .whenComplete((_, failure) -> {
                    if (failure != null
                            && cause(failure) instanceof Refusal refusal
                            && isBadToken(refusal)) {
                        failed(client.address(), refusal.text());
                    }
                });
    }

    private static boolean isBadToken(Refusal refusal) {
        return !isForNow(refusal) && !SAY_NOTHING_OF_TOKENS.contains(refusal.code());
    }

    private static void checkUser(ConnectedClient client, Identity identity) {
        var before = client.user();
        if (before.isPresent() && !before.get().equals(identity.user())) {
            throw new Refusal(
                    Code.BAD_TOKEN, "it is another user's; connect again to be another user");
        }
    }

    private Identity become(ConnectedClient client, Identity identity) {
        boolean wasStranger = client.isStranger();
        switch (hub.identify(client, Optional.of(identity))) {
            case NOW, BEFORE, GONE -> {}
            case NOT_ALLOWED ->
                    throw new Refusal(
                            Code.TOO_MANY_CONNECTIONS, "the user has too many connections");
        }
        if (wasStranger && !client.isProbe()) {
            client.undoWhenGone(hub.connected(client, true));
        }
        sessions.watch(client);
        pathRights.checkRules(client);
        return identity;
    }

    private long untilNextTry(InetAddress address) {
        var now = settings.get();
        return connections
                .addresses()
                .untilNextTry(
                        address,
                        now.gate().perAddress(),
                        now.auth().failuresPerAddress(),
                        time.nanos());
    }

    private void failed(InetAddress address, String why) {
        var now = settings.get();
        refusals.log(
                time.nanos(),
                unlogged ->
                        LOG.atInfo()
                                .addKeyValue("address", address.getHostAddress())
                                .addKeyValue("why", why)
                                .addKeyValue("unlogged", unlogged)
                                .log("what somebody showed to say who it is was refused"));
        connections
                .addresses()
                .failed(
                        address,
                        now.gate().perAddress(),
                        now.auth().failuresPerAddress(),
                        time.nanos());
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException wrapped && wrapped.getCause() != null
                ? wrapped.getCause()
                : failure;
    }
}
