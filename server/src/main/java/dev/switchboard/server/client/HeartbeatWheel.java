// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.client;

import dev.switchboard.api.Code;
import dev.switchboard.api.Registration;
import dev.switchboard.server.config.Settings;
import dev.switchboard.server.config.value.Span;
import dev.switchboard.server.delivery.Frame;
import dev.switchboard.server.time.Time;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One wheel for all heartbeats, and for messages that do not end. Each client is in the slot of the
 * time at which it is checked next. The clock checks one slot at a time, so a client costs nothing
 * in between, and a client that keeps sending is never pinged. All fields but the arrivals belong
 * to the clock's thread.
 */
public final class HeartbeatWheel implements AutoCloseable {

    private static final Duration TICK = Duration.ofMillis(100);
    private static final int SLOTS = 512;
    private static final Frame PING = Frame.ping();

    /** A client's place on the wheel; emptied when it has gone, and then taken off in passing. */
    private static final class Beat {
        private volatile @Nullable ConnectedClient client;
        private boolean isPinged;
        private long pingedAt;

        /** How often the client had taken what was in flight, when it was pinged. */
        private int landedAtPing;

        private long dueTick;

        Beat(ConnectedClient client) {
            this.client = client;
        }
    }

    private final Supplier<Settings> settings;
    private final Time time;
    private final ClientMeters meters;
    private final Registration turning;

    /** Any thread adds, the clock takes. */
    private final Queue<Beat> arrivals = new ConcurrentLinkedQueue<>();

    private final ArrayDeque<Beat>[] slots;
    private long tick;

    /** Starts to turn. */
    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of queues
    @Inject
    public HeartbeatWheel(Supplier<Settings> settings, Time time, ClientMeters meters) {
        this.settings = settings;
        this.time = time;
        this.meters = meters;
        this.slots = new ArrayDeque[SLOTS];
        this.turning = time.every(TICK, this::turn);
    }

    /** Watches over a client until the registration is closed. Any thread. */
    public Registration watch(ConnectedClient client) {
        var beat = new Beat(client);
        arrivals.add(beat);
        return () -> beat.client = null;
    }

    private void turn() {
        tick++;
        long now = time.nanos();
        for (Beat arrival = arrivals.poll(); arrival != null; arrival = arrivals.poll()) {
            look(arrival, now);
        }
        int slot = (int) (tick % SLOTS);
        var due = slots[slot];
        if (due == null) {
            return;
        }
        slots[slot] = null;
        for (var beat : due) {
            if (beat.dueTick > tick) {
                place(beat, beat.dueTick); // a later round
            } else {
                look(beat, now);
            }
        }
    }

    private void look(Beat beat, long now) {
        var client = beat.client;
        if (client == null || !client.isOpen()) {
            return;
        }
        if (isLate(client, now)) {
            var limit = Span.print(settings.get().messages().completionTimeout());
            meters.notCompleted("late");
            client.close(Code.POLICY, "a message was not complete within " + limit);
            return;
        }
        long interval = settings.get().heartbeat().interval().toNanos();
        long timeout = settings.get().heartbeat().timeout().toNanos();
        if (client.readGate().isHeld()) {
            client.heard(now); // it cannot be heard while the switch does not listen
        }
        long heard = client.heardAt();
        if (beat.isPinged && heard - beat.pingedAt >= 0) {
            beat.isPinged = false;
        }
        if (beat.isPinged && client.outbox().landings() != beat.landedAtPing) {
            wait(beat, client, now, timeout); // it reads, and the ping is behind what it reads
        } else if (beat.isPinged && now - beat.pingedAt >= timeout) {
            client.close(Code.SILENT, "no answer to a ping");
        } else if (beat.isPinged) {
            schedule(beat, client, beat.pingedAt + timeout, now);
        } else if (now - heard >= interval) {
            client.send(PING, null);
            beat.isPinged = true;
            wait(beat, client, now, timeout);
        } else {
            schedule(beat, client, heard + interval, now);
        }
    }

    private void wait(Beat beat, ConnectedClient client, long now, long timeout) {
        beat.landedAtPing = client.outbox().landings();
        beat.pingedAt = now;
        schedule(beat, client, now + timeout, now);
    }

    /** Whether the rest of a message is awaited for too long. */
    private boolean isLate(ConnectedClient client, long now) {
        long since = client.restAwaitedSince();
        return since != ConnectedClient.NOT_AWAITED && now - since >= completionTimeout();
    }

    private long completionTimeout() {
        return settings.get().messages().completionTimeout().toNanos();
    }

    /** Looks again then, or sooner: when a message that has begun, or begins now, must be whole. */
    private void schedule(Beat beat, ConnectedClient client, long at, long now) {
        long since = client.restAwaitedSince();
        long begun = since == ConnectedClient.NOT_AWAITED ? now : since;
        long wait = Math.min(at - now, begun + completionTimeout() - now);
        long ticks = Math.max(1, Math.ceilDiv(wait, TICK.toNanos()));
        place(beat, tick + ticks);
    }

    private void place(Beat beat, long dueTick) {
        beat.dueTick = dueTick;
        int slot = (int) (dueTick % SLOTS);
        var queue = slots[slot];
        if (queue == null) {
            queue = new ArrayDeque<>();
            slots[slot] = queue;
        }
        queue.add(beat);
    }

    /** Stops turning. */
    @Override
    public void close() {
        turning.close();
    }
}
