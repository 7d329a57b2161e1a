// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import dev.switchboard.server.config.DeliverySettings;
import dev.switchboard.server.delivery.Task.Delivery;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A queue of tasks and the outboxes they are for. Whoever makes {@link #isTaken} true has the turn,
 * and with it everything the lane owns: mostly the lane's own thread; for a few receivers the
 * thread that read the message, which saves waking another. Whoever has the turn takes all that
 * waits, batches it, and writes once per client. All fields not said to be otherwise belong to the
 * turn.
 */
final class Lane implements Runnable, Outbox.Keeper, Turn.Worker {

    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

    /** Tasks taken per turn, so that clients get something before a flood is through. */
    private static final int MOST_TASKS = 1024;

    /**
     * What may wait before publishers are held: bytes, plus some for each task. It bounds memory
     * when more comes in than the sockets take; a lane that keeps up never comes near it.
     */
    private static final long HIGH_WATER = 16L << 20;

    private static final int TASK_OVERHEAD = 256;

    private final int index;
    private final Supplier<DeliverySettings> settings;
    private final DeliveryMeters meters;
    private final Encoder encoder;
    private final LongSupplier clock;
    private final Thread thread;

    /** Any thread adds, the turn takes. */
    private final Queue<Task> tasks = new ConcurrentLinkedQueue<>();

    /** The right to the turn. Any thread may take it when it is free. */
    private final AtomicBoolean isTaken = new AtomicBoolean();

    /** Set by whoever hands the turn to the lane's thread, cleared by that thread. */
    private volatile boolean isHandedOver;

    private volatile boolean isStopping;

    /** Bytes of publications that wait, with their overhead. Any thread. */
    private final AtomicLong backlog = new AtomicLong();

    private final Brake brake = new Brake();
    private boolean isBraking;

    private final Batch batch;
    private final Outgoing outgoing = new Outgoing(Outbox.CHUNK);
    private final List<Outbox> touched = new ArrayList<>();
    private final Set<Outbox> writing = new HashSet<>();

    Lane(
            int index,
            Supplier<DeliverySettings> settings,
            DeliveryMeters meters,
            Encoder encoder,
            LongSupplier clock) {
        this.index = index;
        this.settings = settings;
        this.meters = meters;
        this.encoder = encoder;
        this.clock = clock;
        this.batch = new Batch(encoder.encoding());
        this.thread = Thread.ofPlatform().name("lane-" + index).daemon().unstarted(this);
    }

    @Override
    public int index() {
        return index;
    }

    void start() {
        thread.start();
    }

    void stop() {
        isStopping = true;
        LockSupport.unpark(thread);
    }

    @Override
    public void perform(int receivers, Runnable work) {
        tasks.add(new Task.Chore(work));
        startSoon(receivers);
    }

    @Override
    public void written(Outbox outbox) {
        tasks.add(new Task.Written(outbox));
        wake();
    }

    /** Takes a message to its audience; its publisher is held while too much waits. Any thread. */
    void publish(Delivery delivery) {
        long waiting = backlog.addAndGet(weight(delivery));
        tasks.add(delivery);
        var publisher = delivery.publication().publisher();
        if (waiting > HIGH_WATER && publisher != null) {
            brake.hold(publisher);
        }
    }

    private long weight(Delivery delivery) {
        return batch.frame(delivery).length() + (long) TASK_OVERHEAD;
    }

    /** Whether nothing waits and nobody has the turn. Any thread. */
    boolean isIdle() {
        return tasks.isEmpty() && !isTaken.get();
    }

    /** Starts the lane now, or when this thread is through with what it has read. Any thread. */
    void startSoon(int receivers) {
        var turn = Turn.current();
        if (turn == null) {
            wake();
        } else {
            turn.note(this, receivers);
        }
    }

    /** Has the lane's thread take the turn, unless somebody has it and will see the tasks. */
    @Override
    public void wake() {
        if (isTaken.compareAndSet(false, true)) {
            handOver();
        }
    }

    /**
     * Takes the turn on this thread if it is free. For threads that read sockets, never virtual.
     */
    @Override
    public void runHere() {
        if (settings.get().coalesce().isPositive()) {
            wake();
        } else if (isTaken.compareAndSet(false, true)) {
            turn();
            if (tasks.isEmpty()) {
                giveBack();
            } else {
                handOver();
            }
        }
    }

    private void handOver() {
        isHandedOver = true;
        LockSupport.unpark(thread);
    }

    /** Ends the turn; what came in at the last moment finds a new one. */
    private void giveBack() {
        isTaken.set(false);
        if (!tasks.isEmpty()) {
            wake();
        }
    }

    @Override
    public void run() {
        while (!isStopping) {
            if (!isHandedOver) {
                LockSupport.park(this);
                continue;
            }
            isHandedOver = false;
            coalesce();
            do {
                turn();
            } while (!tasks.isEmpty() && !isStopping);
            giveBack();
        }
    }

    /** Waits a moment for more, where the operator prefers fewer writes to the least delay. */
    private void coalesce() {
        long nanos = settings.get().coalesce().toNanos();
        if (nanos > 0) {
            LockSupport.parkNanos(this, nanos);
        }
    }

    private void turn() {
        Task task;
        for (int taken = 0; taken < MOST_TASKS && (task = tasks.poll()) != null; taken++) {
            try {
                perform(task);
            } catch (RuntimeException e) {
                LOG.error("a task of the delivery failed", e);
            }
        }
        batch.deliver(this, true);
        for (int at = 0; at < touched.size(); at++) {
            flush(touched.get(at));
        }
        touched.clear();
        batch.recordLag(meters, clock);
        easeIfDrained();
    }

    private static void flush(Outbox outbox) {
        try {
            outbox.flush();
        } catch (RuntimeException e) {
            LOG.error("a task of the delivery failed", e);
        }
    }

    private void perform(Task task) {
        switch (task) {
            case Delivery delivery -> {
                brakeIfFlooded(backlog.addAndGet(-weight(delivery)));
                batch.add(delivery, this);
            }
            case Task.Chore(var work) -> {
                batch.deliver(this, false);
                work.run();
            }
            case Task.Written(var outbox) -> outbox.goOn();
        }
    }

    private void brakeIfFlooded(long waiting) {
        if (waiting > HIGH_WATER && !isBraking) {
            isBraking = true;
            brake.press();
            meters.braked();
        }
    }

    private void easeIfDrained() {
        if (isBraking && backlog.get() < HIGH_WATER / 2) {
            isBraking = false;
            brake.ease();
        }
    }

    @Override
    public void touch(Outbox outbox) {
        if (!outbox.isTouched) {
            outbox.isTouched = true;
            touched.add(outbox);
        }
    }

    @Override
    public ByteBuffer outgoing(byte[] bytes) {
        return outgoing.holding(bytes);
    }

    @Override
    public void watch(Outbox outbox) {
        writing.add(outbox);
    }

    @Override
    public void unwatch(Outbox outbox) {
        writing.remove(outbox);
    }

    /** Looks after writes that take long. */
    void check() {
        var now = clock.getAsLong();
        var current = settings.get();
        for (var outbox : List.copyOf(writing)) {
            outbox.check(current, now);
        }
    }

    @Override
    public DeliverySettings settings() {
        return settings.get();
    }

    @Override
    public DeliveryMeters meters() {
        return meters;
    }

    @Override
    public Encoder encoder() {
        return encoder;
    }

    @Override
    public long nanos() {
        return clock.getAsLong();
    }
}
