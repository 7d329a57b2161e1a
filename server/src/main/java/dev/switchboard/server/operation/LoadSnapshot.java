// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.operation;

import dev.switchboard.api.Topic;
import dev.switchboard.server.client.ConnectedClient;
import dev.switchboard.server.delivery.Audience;
import dev.switchboard.server.delivery.LaneFigures;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What everything has cost up to one moment. Taking it walks through all clients and topics, and
 * stops nobody; who has sent nothing yet takes no room in it.
 */
record LoadSnapshot(
        long at, Map<String, Sent> clients, Map<Topic, Published> topics, List<LaneFigures> lanes) {

    /** What a client had sent, and what that had cost. */
    record Sent(long messages, long bytes, long cost) {

        static final Sent NOTHING = new Sent(0, 0, 0);

        static Sent by(ConnectedClient client) {
            var allowance = client.allowance();
            return new Sent(allowance.messages(), allowance.bytes(), client.debt().cost());
        }

        Sent since(Sent before) {
            return new Sent(messages - before.messages, bytes - before.bytes, cost - before.cost);
        }
    }

    /** What was published to a topic, and what that had cost. */
    record Published(long publications, long cost) {

        static final Published NOTHING = new Published(0, 0);

        static Published to(Audience audience) {
            return new Published(audience.publications(), audience.cost());
        }

        /** An audience that came anew under the same name counts from nothing. */
        Published since(Published before) {
            return publications < before.publications
                    ? this
                    : new Published(publications - before.publications, cost - before.cost);
        }
    }

    /** What everything has cost until now. */
    static LoadSnapshot take(SwitchCore core, long now) {
        var clients = new HashMap<String, Sent>();
        for (var client : core.connections().clients()) {
            var sent = Sent.by(client);
            if (!sent.equals(Sent.NOTHING)) {
                clients.put(client.id(), sent);
            }
        }
        var topics = new HashMap<Topic, Published>();
        core.hub()
                .forEachAudience(audience -> {
                    var published = Published.to(audience);
                    if (!published.equals(Published.NOTHING)) {
                        topics.put(audience.topic(), published);
                    }
                });
        return new LoadSnapshot(now, clients, topics, core.lanes().figures());
    }

    /** What the client had sent by then. */
    Sent of(ConnectedClient client) {
        return clients.getOrDefault(client.id(), Sent.NOTHING);
    }

    /** What had been published by then. */
    Published of(Audience audience) {
        return topics.getOrDefault(audience.topic(), Published.NOTHING);
    }
}
