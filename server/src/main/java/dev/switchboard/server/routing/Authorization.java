// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.routing;

import dev.switchboard.api.Identity;
import dev.switchboard.server.client.ConnectedClient;
import dev.switchboard.server.codec.Need;
import dev.switchboard.server.delivery.Hold;
import dev.switchboard.server.hub.RoomRights;
import dev.switchboard.server.log.Correlation;
import dev.switchboard.server.rights.Decision;
import dev.switchboard.server.rights.Forbidden;
import dev.switchboard.server.rights.Rights;
import jakarta.inject.Inject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets a message through to its handler if its sender may send it, and refuses it otherwise. Called
 * by the thread that reads the sender.
 */
public record Authorization(
        Rights rights, Authorizers authorizers, Forbidden forbidden, PluginCalls calls) {

    @Inject
    public Authorization {}

    /** Calls the handler, or refuses; now, or later if plugins have to be asked. */
    void call(Route route, Record message, ConnectedClient sender, Work errand) {
        var need = route.message().need();
        if (isOpenTo(sender) || need.isNothing()) {
            calls.call(route, sender, errand);
            return;
        }
        @Nullable String room;
        try {
            room = need.room(message);
        } catch (Throwable e) { // the record is the plugin's
            var outcome = new Outcome.Failed(e);
            route.guard().note(route.subject(), outcome, true);
            errand.settled(outcome);
            return;
        }
        var decision = rights.decide(sender.decisions(), sender.identity(), need.action(), room);
        if (decision == null && !authorizers.areThere()) {
            decision = rights.otherwise(need.action());
        }
        if (decision == null) {
            ask(route, new Asked(need, room, sender, errand));
        } else if (decision.allowed()) {
            calls.call(route, sender, errand);
        } else {
            refuse(new Asked(need, room, sender, errand), decision);
        }
    }

    private boolean isOpenTo(ConnectedClient sender) {
        return rights.isOpenTo(sender.identity()) && !authorizers.areThere();
    }

    /** What somebody wants to do. */
    private record Asked(Need need, @Nullable String room, ConnectedClient sender, Work errand) {

        /** Plugins have allowed it; so the hub need not ask them once more. */
        void letIn(Optional<Identity> who) {
            if (room != null && need.action().equals(RoomRights.JOIN)) {
                sender.decisions().letIn(who, room);
            }
        }
    }

    private void refuse(Asked asked, Decision why) {
        var need = asked.need();
        asked.errand()
                .settled(
                        new Outcome.Refused(
                                forbidden.refuse(
                                        asked.sender(),
                                        need.action(),
                                        asked.room(),
                                        need.field().orElse(null),
                                        why)));
    }

    /** Asks plugins. The sender is not read meanwhile, so the order of its messages is kept. */
    private void ask(Route route, Asked asked) {
        var sender = asked.sender();
        var who = sender.identity();
        var correlation = Correlation.current();
        sender.readGate().hold(Hold.CALL);
        authorizers
                .ask(Authorizers.question(sender, who, asked.need().action(), asked.room()))
                .thenAccept(decision -> {
                    try {
                        if (decision.allowed()) {
                            asked.letIn(who);
                        }
                        Correlation.run(correlation, () -> goOn(route, asked, decision));
                    } finally {
                        sender.readGate().release(Hold.CALL);
                    }
                });
    }

    /** On any thread, so the handler gets one of its own. */
    private void goOn(Route route, Asked asked, Decision decision) {
        if (!decision.allowed()) {
            refuse(asked, decision);
        } else if (asked.sender().isHeard()) {
            calls.handle(route, asked.sender(), asked.errand());
        }
    }
}
