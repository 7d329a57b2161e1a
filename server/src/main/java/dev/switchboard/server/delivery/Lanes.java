// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import dev.switchboard.api.Registration;
import dev.switchboard.api.Topic;
import dev.switchboard.server.codec.Encoding;
import dev.switchboard.server.config.DeliverySettings;
import dev.switchboard.server.delivery.Task.Delivery;
import dev.switchboard.server.time.Loop;
import dev.switchboard.server.time.Time;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
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
    private final MemoryBudget memory;
    private final Time time;
    private final Registration checks;

    /** Starts the lanes' threads. */
    @Inject
    public Lanes(
            Supplier<DeliverySettings> settings,
            DeliveryMeters meters,
            Encoder encoder,
            Time time,
            MemoryBudget memory) {
        this(settings, meters, encoder, time, memory, Lane::start);
    }

    /** Lanes that are started like this; a test may take their turns itself. */
    Lanes(
            Supplier<DeliverySettings> settings,
            DeliveryMeters meters,
            Encoder encoder,
            Time time,
            MemoryBudget memory,
            Consumer<Lane> starter) {
        int count = settings.get().lanesInAll();
        this.encoding = encoder.encoding();
        this.memory = memory;
        this.time = time;
        this.lanes = new Lane[count];
        for (int index = 0; index < count; index++) {
            lanes[index] = new Lane(index, settings, meters, encoder, time::nanos, memory);
            starter.accept(lanes[index]);
        }
        meters.watch(memory);
        this.checks = time.every(CHECK, this::check);
    }

    private void check() {
        for (var lane : lanes) {
            lane.perform(lane::check);
        }
    }

    /** Opens the outbox of a new client. */
    public Outbox open(Wire wire, OutboxReport.Listener listener, String clientId) {
        return new Outbox(lanes[Math.floorMod(clientId.hashCode(), lanes.length)], wire, listener);
    }

    /** A new audience without members. */
    public Audience audience(Topic topic) {
        return new Audience(topic, lanes.length);
    }

    /**
     * Begins a burst: this thread handles what it has read from one socket. What it sends meanwhile
     * leaves when the burst is closed.
     */
    public Burst burst() {
        return Burst.open(time.nanos());
    }

    /** Sends a publication to all members of its audience but {@code except}. */
    public void publish(Audience audience, Publication publication, @Nullable Outbox except) {
        var burst = Burst.current();
        long since = burst == null ? time.nanos() : burst.since();
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

    /**
     * Makes a thread of a plugin wait before it sends or publishes more: while its plugin is held,
     * or, if it acts for a client or nobody knows for whom, while a lane has too much to do. A
     * thread that reads never waits, for then its clients do.
     */
    public void awaitRoom() {
        if (Burst.current() != null) {
            return;
        }
        if (CurrentSender.get() instanceof PluginPublisher plugin) {
            plugin.await();
        } else {
            Backpressure.await(lanes);
        }
    }

    /**
     * Holds a client that is about to be read while twice as much waits as should, until that has
     * become less.
     *
     * @return whether it is held
     */
    public boolean holdIfFull(Publisher client) {
        for (var lane : lanes) {
            if (lane.holdIfFull(client)) {
                return true;
            }
        }
        return false;
    }

    /** How each lane does. */
    public List<LaneFigures> figures() {
        return Arrays.stream(lanes).map(Lane::figures).toList();
    }

    /** What messages on their way out may take. */
    public MemoryBudget memory() {
        return memory;
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

    /** The lanes, for the watchdog. */
    public List<Loop> loops() {
        return Arrays.stream(lanes).map(Lane::loop).toList();
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
