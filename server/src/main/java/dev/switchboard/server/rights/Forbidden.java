// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.rights;

import com.codahale.metrics.Counter;
import dev.switchboard.api.Client;
import dev.switchboard.api.Code;
import dev.switchboard.api.Identity;
import dev.switchboard.api.Refusal;
import dev.switchboard.server.config.RightsSettings;
import dev.switchboard.server.log.Correlation;
import dev.switchboard.server.log.LineKinds;
import dev.switchboard.server.metrics.Family;
import dev.switchboard.server.metrics.Label;
import dev.switchboard.server.metrics.Meters;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What follows when somebody may not do something: it is counted, and the log says by what. The
 * client is told no more than that. Any thread.
 */
public final class Forbidden {

    private static final Logger LOG = LoggerFactory.getLogger(Forbidden.class);

    /** More actions than a switch has; clients cannot add any. */
    private static final int MOST_ACTIONS = 500;

    private final Family<Counter> count;

    @Inject
    public Forbidden(Meters meters) {
        count =
                meters.counter(
                        "switchboard_forbidden_total",
                        "What clients wanted to do, or went on doing, and may not, by action.",
                        Label.upTo(MOST_ACTIONS, "action"));
    }

    /**
     * Refuses what a client wants to do.
     *
     * @param field the field of its message that names the room, if there is one
     */
    public Refusal refuse(
            Client client,
            String action,
            @Nullable String room,
            @Nullable String field,
            Decision why) {
        note("a client may not do what it wanted", client, action, room, why);
        if (!why.known()) {
            return new Refusal(Code.UNAVAILABLE, "whether you may do this is not known now");
        }
        if (room == null) {
            return new Refusal(Code.FORBIDDEN, "you may not do this (%s)".formatted(action));
        }
        var refusal = new Refusal(Code.FORBIDDEN, "you may not %s in this room".formatted(action));
        return field == null ? refusal : refusal.field(field);
    }

    /** A client may not be where it is any more. */
    public void removed(Client client, String action, String room, Decision why) {
        note("a client may not be in a room any more", client, action, room, why);
    }

    /** Somebody may not connect to a path. */
    public void kept(Optional<Identity> who, InetAddress address, String path, Decision why) {
        count.of(RightsSettings.CONNECT).inc();
        var line =
                LOG.atInfo()
                        .addMarker(LineKinds.BY_STRANGERS)
                        .addKeyValue("address", address.getHostAddress())
                        .addKeyValue("action", RightsSettings.CONNECT)
                        .addKeyValue("path", path);
        if (who.isPresent()) {
            line = line.addKeyValue("user", who.get().user());
        }
        line.addKeyValue("by", why.by()).log("somebody may not connect");
    }

    /** A client may not be connected any more. */
    public void disconnected(Client client, String path, Decision why) {
        note("a client may not be connected any more", client, RightsSettings.CONNECT, path, why);
    }

    private void note(
            String what, Client client, String action, @Nullable String room, Decision why) {
        count.of(action).inc();
        var current = Correlation.current();
        boolean isOfClient = current != null && current.client().equals(client.id());
        Correlation.run(
                isOfClient ? current : Correlation.of(client.id()),
                () -> log(what, client, action, room, why));
    }

    private static void log(
            String what, Client client, String action, @Nullable String room, Decision why) {
        var line = LOG.atInfo().addKeyValue("action", action);
        if (room != null) {
            boolean isPath = action.equals(RightsSettings.CONNECT);
            line = line.addKeyValue(isPath ? "path" : "room", room);
        }
        if (client.user().isPresent()) {
            line = line.addKeyValue("user", client.user().get());
        }
        line.addKeyValue("by", why.by()).log(what);
    }
}
