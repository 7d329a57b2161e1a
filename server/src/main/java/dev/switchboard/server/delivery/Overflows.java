// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import dev.switchboard.api.Topic;
import dev.switchboard.server.config.DeliverySettings;
import dev.switchboard.server.config.Overflow;
import org.jspecify.annotations.Nullable;

/**
 * What happens when an outbox is full, by topic. Asked only when one is, so it is looked up in the
 * settings of the moment each time.
 */
final class Overflows {

    private Overflows() {}

    /** What happens if waiting for the receiver does not help, or was not wanted. */
    static Overflow inTheEnd(@Nullable TopicFlow flow, DeliverySettings settings) {
        var policy = of(flow, settings);
        return policy == Overflow.SLOW_PUBLISHER ? settings.slowPublisher().fallback() : policy;
    }

    static Overflow of(@Nullable TopicFlow flow, DeliverySettings settings) {
        if (flow == null) {
            return Overflow.DISCONNECT; // what was sent to one client is never dropped silently
        }
        var overflow = settings.overflow();
        return switch (flow.topic()) {
            case Topic.Everyone() -> overflow.everyone();
            case Topic.Room(var name) -> overflow.ofRoom(name);
            case Topic.User(var id) -> overflow.users();
            case Topic.Path(var path) -> overflow.ofPath(path);
            case Topic.Client(var id) -> Overflow.DISCONNECT;
        };
    }
}
