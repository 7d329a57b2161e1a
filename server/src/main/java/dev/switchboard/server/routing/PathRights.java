// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.routing;

import dev.switchboard.api.Code;
import dev.switchboard.api.Identity;
import dev.switchboard.api.Question;
import dev.switchboard.api.Refusal;
import dev.switchboard.server.client.Admission;
import dev.switchboard.server.client.ConnectedClient;
import dev.switchboard.server.client.ConnectionManager;
import dev.switchboard.server.client.Rejection;
import dev.switchboard.server.config.RightsSettings;
import dev.switchboard.server.rights.Decision;
import dev.switchboard.server.rights.Forbidden;
import dev.switchboard.server.rights.Rights;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Who may connect to which path: asked in the handshake, once it is known who it is; by a login;
 * and when rights change. Who must still say who it is is asked about when it has. Any thread.
 */
public final class PathRights implements Admission.Step {

    private static final String CONNECT = RightsSettings.CONNECT;

    private final Rights rights;
    private final Authorizers authorizers;
    private final Forbidden forbidden;
    private final ConnectionManager connections;
    private final Authorizers.Answer answer = this::decided;

    @Inject
    public PathRights(
            Rights rights,
            Authorizers authorizers,
            Forbidden forbidden,
            ConnectionManager connections) {
        this.rights = rights;
        this.authorizers = authorizers;
        this.forbidden = forbidden;
        this.connections = connections;
    }

    private boolean isOpenTo(Optional<Identity> who) {
        return !rights.limitConnecting(who) && !authorizers.areThere();
    }

    /** What can be said at once; null if plugins decide. */
    private @Nullable Decision decide(Optional<Identity> who, String path) {
        var decision = rights.decideConnect(who, path);
        return decision == null && !authorizers.areThere() ? rights.otherwise(CONNECT) : decision;
    }

    private CompletionStage<Decision> ask(String client, Optional<Identity> who, String path) {
        var known = decide(who, path);
        return known == null
                ? authorizers.ask(
                        new Question(client, who.map(Identity::user), CONNECT, Optional.of(path)))
                : CompletableFuture.completedStage(known);
    }

    // In the handshake

    @Override
    public Admission.Outcome take(Admission admission) {
        if (admission.isStranger() || isOpenTo(admission.identity())) {
            return Admission.ADMITTED;
        }
        var known = decide(admission.identity(), admission.request().path());
        return known == null
                ? new Admission.Later(
                        ask("", admission.identity(), admission.request().path())
                                .thenApply(decision -> outcome(admission, decision)))
                : outcome(admission, known);
    }

    private Admission.Decision outcome(Admission admission, Decision decision) {
        if (decision.allowed()) {
            return Admission.ADMITTED;
        }
        var request = admission.request();
        forbidden.kept(admission.identity(), request.address(), request.path(), decision);
        return new Admission.Refused(decision.known() ? Rejection.FORBIDDEN : Rejection.UNDECIDED);
    }

    // By a message

    /**
     * Lets a client go on to become this user. The stage fails with a {@link Refusal} if that user
     * may not be connected here; then the client is closed, or stays what it is if nobody can say.
     */
    CompletionStage<Decision> checkLogin(ConnectedClient client, Identity identity) {
        var who = Optional.of(identity);
        if (client.isProbe() || isOpenTo(who)) {
            return CompletableFuture.completedStage(rights.otherwise(CONNECT));
        }
        return ask(client.id(), who, client.path())
                .thenApply(decision -> {
                    if (!decision.known() && !decision.allowed()) {
                        throw new Refusal(
                                Code.UNAVAILABLE, "whether you may connect is not known now");
                    }
                    if (!decision.allowed()) {
                        end(client, decision);
                        throw new Refusal(Code.FORBIDDEN, "you may not connect here");
                    }
                    return decision;
                });
    }

    // Later

    /** The rules have changed: whoever may not be connected any more is closed. */
    public void checkAll() {
        connections.clients().forEach(this::check);
    }

    private void check(ConnectedClient client) {
        if (isOut(client)) {
            return;
        }
        var decision = decide(client.identity(), client.path());
        if (decision == null) {
            authorizers.ask(client, CONNECT, client.path(), answer);
        } else if (!decision.allowed()) {
            end(client, decision);
        }
    }

    /**
     * Looks at the rules once more, when others can find the client: whoever changes them changes
     * them first and then looks for clients, so one of both sees the other.
     */
    public void checkRules(ConnectedClient client) {
        if (isOut(client)) {
            return;
        }
        var decision = decide(client.identity(), client.path());
        if (decision != null && !decision.allowed()) {
            end(client, decision);
        }
    }

    /** Whether nothing is to be found out about it. */
    private boolean isOut(ConnectedClient client) {
        return client.isProbe() || client.isStranger() || isOpenTo(client.identity());
    }

    /** What plugins say counts if the client is still who it was, and rules have no say now. */
    private void decided(
            ConnectedClient client, Optional<Identity> who, String path, Decision decision) {
        if (!decision.allowed()
                && client.identity().equals(who)
                && rights.decideConnect(who, path) == null) {
            end(client, decision);
        }
    }

    private void end(ConnectedClient client, Decision why) {
        if (client.isOpen()) {
            forbidden.disconnected(client, client.path(), why);
        }
        if (why.known()) {
            client.expel(Code.REVOKED, "");
        } else {
            client.expel(Code.FAILED, "whether you may be connected is not known now");
        }
    }
}
