// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.hub;

import dev.switchboard.server.client.ConnectedClient;
import dev.switchboard.server.rights.Decision;
import dev.switchboard.server.rights.Forbidden;
import dev.switchboard.server.rights.Rights;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/** Who may be in which room. May be used from any thread. */
public final class RoomRights {

    /** What somebody must be allowed to do to be in a room. */
    public static final String JOIN = "join";

    /** Who decides where neither rules nor grants do: what plugins have registered for that. */
    public interface Others {

        /** Whether there is anybody. */
        boolean areThere();

        /** Asks them whether a member may stay in a room. Returns at once. */
        void ask(ConnectedClient member, String room);
    }

    private static final Others NOBODY =
            new Others() {
                @Override
                public boolean areThere() {
                    return false;
                }

                @Override
                public void ask(ConnectedClient member, String room) {}
            };

    private final Rights rights;
    private final Forbidden forbidden;

    /** Set once, before there are clients. */
    private volatile Others others = NOBODY;

    @Inject
    public RoomRights(Rights rights, Forbidden forbidden) {
        this.rights = rights;
        this.forbidden = forbidden;
    }

    void decidedBy(Others who) {
        others = who;
    }

    /**
     * Refuses somebody who may not be in a room. Where others decide, they are mostly asked before
     * the message is handled by which it joins.
     *
     * @return whether others are still to be asked, since a plugin makes it a member on its own, or
     *     it has become somebody else meanwhile
     */
    boolean check(ConnectedClient client, String room) {
        if (isOpenTo(client)) {
            return false;
        }
        var decision = decide(client, room);
        if (decision != null && !decision.allowed()) {
            throw forbidden.refuse(client, JOIN, room, "room", decision);
        }
        return decision == null && !client.decisions().comesIn(client.identity(), room);
    }

    /** Whether nothing is to be found out about any of this client's rooms. */
    boolean isOpenTo(ConnectedClient client) {
        return rights.isOpenTo(client.identity()) && !others.areThere();
    }

    /** What can be said at once; null if others decide. */
    @Nullable Decision decide(ConnectedClient client, String room) {
        var decision = rights.decide(client.decisions(), client.identity(), JOIN, room);
        return decision == null && !others.areThere() ? rights.otherwise(JOIN) : decision;
    }

    /** Asks others. */
    void ask(ConnectedClient client, String room) {
        others.ask(client, room);
    }

    /** A client may not stay. */
    void removed(ConnectedClient client, String room, Decision why) {
        forbidden.removed(client, JOIN, room, why);
    }
}
