// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import dev.switchboard.api.Topic;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What an outbox had to drop and has not yet told its client. Oldest messages leave a hole in front
 * of what still waits, newest one behind it; the client is told at the place of the hole. Owned by
 * the outbox's lane.
 */
final class Losses {

    private final Map<Topic, Integer> before = new LinkedHashMap<>();
    private final Map<Topic, Integer> behind = new LinkedHashMap<>();

    void before(TopicFlow flow, int messages) {
        before.merge(flow.topic(), messages, Integer::sum);
    }

    void behind(TopicFlow flow, int messages) {
        behind.merge(flow.topic(), messages, Integer::sum);
    }

    /** How many of the newest of this topic were dropped. */
    int behind(TopicFlow flow) {
        return behind.getOrDefault(flow.topic(), 0);
    }

    /** The client has been told how many of the newest were dropped. */
    void told(TopicFlow flow) {
        behind.remove(flow.topic());
    }

    /** Hands out the notices and forgets the losses. */
    void tell(Encoder encoder, Consumer<Segment> front, Consumer<Segment> back) {
        before.forEach(
                (topic, missed) -> front.accept(Segment.direct(encoder.gap(topic, missed), null)));
        behind.forEach(
                (topic, missed) -> back.accept(Segment.direct(encoder.gap(topic, missed), null)));
        before.clear();
        behind.clear();
    }
}
