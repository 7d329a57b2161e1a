// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.client;

import dev.switchboard.api.Code;
import dev.switchboard.server.client.Revocation.What;
import dev.switchboard.server.config.AuthSettings;
import dev.switchboard.server.time.Time;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * Takes back what somebody was believed, and sends away whoever is here because of it. Any thread.
 */
public final class Revoker {

    private final ConnectionManager connections;
    private final Revocations revocations;
    private final Supplier<AuthSettings> settings;
    private final Time time;

    @Inject
    public Revoker(
            ConnectionManager connections,
            Revocations revocations,
            Supplier<AuthSettings> settings,
            Time time) {
        this.connections = connections;
        this.revocations = revocations;
        this.settings = settings;
        this.time = time;
    }

    /**
     * Revokes one token, or all that a user, or everybody, has that is as old as this. Whoever
     * comes in meanwhile is found here, or finds itself revoked.
     *
     * @return how many clients are sent away
     */
    public int revoke(What what, String name, Instant issuedBefore) {
        var last = what == What.TOKEN ? time.instant() : issuedBefore;
        var revocation =
                new Revocation(what, name, issuedBefore, last.plus(settings.get().maxLife()));
        try {
            revocations.add(revocation);
        } catch (UncheckedIOException notKept) {
            var _ = expel(revocation); // those who are here go all the same
            throw notKept;
        }
        return expel(revocation);
    }

    private int expel(Revocation revocation) {
        int gone = 0;
        for (var client : connections.clients()) {
            if (client.identity().filter(revocation::covers).isPresent()) {
                client.expel(Code.REVOKED, "");
                gone++;
            }
        }
        return gone;
    }

    /** Sends one client away, whoever it is; false if it is not here. */
    public boolean end(String clientId) {
        var client = connections.findAny(clientId);
        client.ifPresent(it -> it.expel(Code.REVOKED, ""));
        return client.isPresent();
    }

    /** What counts now. */
    public Revocations revocations() {
        return revocations;
    }
}
