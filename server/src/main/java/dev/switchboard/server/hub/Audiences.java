// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.hub;

import dev.switchboard.api.Topic;
import dev.switchboard.server.delivery.Audience;
import dev.switchboard.server.delivery.Audience.Membership;
import dev.switchboard.server.delivery.Frame;
import dev.switchboard.server.delivery.Lanes;
import dev.switchboard.server.delivery.Outbox;
import dev.switchboard.server.engine.Engine;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Audiences by name, each there from its first member to its last, or for longer if the engine
 * wants that. May be used from any thread; coming and going of one name's members, and what the
 * engine is told of it, is guarded by the map's lock on that name.
 */
final class Audiences {

    private final Lanes lanes;
    private final Function<String, Topic> topic;
    private final Map<String, Audience> byName = new ConcurrentHashMap<>();
    private final LongAdder memberships = new LongAdder();

    Audiences(Lanes lanes, Function<String, Topic> topic) {
        this.lanes = lanes;
        this.topic = topic;
    }

    Membership join(String name, Outbox outbox, Engine engine) {
        var made = new Membership[1];
        byName.compute(
                name,
                (_, present) -> {
                    var audience = present == null ? lanes.audience(topic.apply(name)) : present;
                    if (audience.size() == 0) {
                        engine.interested(audience.topic());
                    }
                    made[0] = audience.join(outbox);
                    return audience;
                });
        memberships.increment();
        return made[0];
    }

    void leave(String name, Membership membership, Engine engine) {
        leave(name, engine, audience -> audience.leave(membership));
    }

    /** As {@link #leave(String, Membership, Engine)}, and with a last word to the client. */
    void leave(String name, Membership membership, Frame last, Engine engine) {
        leave(name, engine, audience -> audience.leave(membership, last));
    }

    private void leave(String name, Engine engine, Consumer<Audience> leaving) {
        memberships.decrement();
        byName.computeIfPresent(
                name,
                (_, audience) -> {
                    leaving.accept(audience);
                    boolean isOver = audience.size() == 0 && engine.uninterested(audience.topic());
                    return isOver ? null : audience;
                });
    }

    /** Forgets an audience that has stayed without members. */
    void forget(String name) {
        byName.computeIfPresent(name, (_, audience) -> audience.size() == 0 ? null : audience);
    }

    @Nullable Audience find(String name) {
        return byName.get(name);
    }

    void forEach(Consumer<Audience> visitor) {
        byName.values().forEach(visitor);
    }

    int count() {
        return byName.size();
    }

    long memberships() {
        return memberships.sum();
    }
}
