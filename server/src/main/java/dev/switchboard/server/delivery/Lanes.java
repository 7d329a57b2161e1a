// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import dev.switchboard.api.Registration;
import dev.switchboard.api.Topic;
import dev.switchboard.server.codec.Encoding;
import dev.switchboard.server.config.DeliverySettings;
import dev.switchboard.server.delivery.Task.Delivery;
import dev.switchboard.server.time.Time;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All lanes, and the way in from the floors above: open an outbox, send to it, publish to an
 * audience, join and leave. What one thread does here takes effect in that order for each client.
 * May be called from any thread.
 */
public final class Lanes implements AutoCloseable {

    private static final Duration CHECK = Duration.ofMillis(250);

    private final Lane[] lanes;
    private final Encoding encoding;
    private final Time time;
    private final Registration checks;

    /** Starts the lanes' threads. */
    public Lanes(
            Supplier<DeliverySettings> settings,
            DeliveryMeters meters,
            Encoder encoder,
            Time time) {
        int wanted = settings.get().lanes();
        int count =
                wanted > 0 ? wanted : Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        this.encoding = encoder.encoding();
        this.time = time;
        this.lanes = new Lane[count];
        for (int index = 0; index < count; index++) {
            lanes[index] = new Lane(index, settings, meters, encoder, time::nanos);
            lanes[index].start();
        }
        this.checks = time.every(CHECK, this::check);
    }

    private void check() {
        for (var lane : lanes) {
            lane.perform(0, lane::check);
        }
    }

    /** Opens the outbox of a new client. */
    public Outbox open(Wire wire, String clientId) {
        return new Outbox(lanes[Math.floorMod(clientId.hashCode(), lanes.length)], wire);
    }

    /** A new audience without members. */
    public Audience audience(Topic topic) {
        return new Audience(topic, lanes.length);
    }

    /** Says that this thread works through what it has read from one socket, until {@link #end}. */
    public void begin() {
        Turn.begin(time.nanos());
    }

    /** Sends what came out of it on its way. */
    public void end() {
        var turn = Turn.current();
        if (turn != null) {
            turn.end();
        }
    }

    /** Sends a publication to all members of its audience but {@code except}. */
    public void publish(Audience audience, Publication publication, @Nullable Outbox except) {
        var turn = Turn.current();
        long since = turn == null ? time.nanos() : turn.since();
        var _ = publication.frame(encoding); // before the lanes share it
        var delivery = new Delivery(audience, publication, except, since);
        if (lanes.length == 1) {
            lanes[0].publish(delivery);
        } else {
            enterAll(delivery);
        }
        int share = Math.ceilDiv(audience.size(), lanes.length);
        for (var lane : lanes) {
            lane.startSoon(share);
        }
        var publisher = publication.publisher();
        if (publisher != null) {
            audience.flow().hold(publisher);
        }
    }

    /** Under the audience's lock, so that every member sees one and the same order. */
    private void enterAll(Delivery delivery) {
        var order = delivery.audience().order;
        order.lock();
        try {
            for (var lane : lanes) {
                lane.publish(delivery);
            }
        } finally {
            order.unlock();
        }
    }

    /** Whether all is written; for certain only while nobody sends. Any thread. */
    public boolean areIdle() {
        return Arrays.stream(lanes).allMatch(Lane::isIdle);
    }

    /** Stops the threads; what still waits is not written. */
    @Override
    public void close() {
        checks.close();
        for (var lane : lanes) {
            lane.stop();
        }
    }
}
