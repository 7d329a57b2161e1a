// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import dev.switchboard.server.config.DeliverySettings;
import dev.switchboard.server.delivery.Task.Delivery;
import dev.switchboard.server.time.Loop;
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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A queue of tasks and the outboxes they are for. Whoever makes {@link #isTaken} true has the turn,
 * and with it everything the lane owns: mostly the lane's own thread; for a few receivers the
 * thread that read the message, which saves waking another. Whoever has the turn takes all that
 * waits, batches it, and writes once per client. All fields not said to be otherwise belong to the
 * turn.
 */
final class Lane implements Runnable, Outbox.Host, Burst.Worker {

    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

    /** Tasks taken per turn, so that clients get something before a flood is through. */
    private static final int MOST_TASKS = 1024;

    /**
     * What may wait before publishers are held: bytes, plus some for each task. It bounds memory
     * when more comes in than the sockets take. A lane that keeps up stays far below it.
     */
    private static final long HIGH_WATER = 16L << 20;

    private static final int TASK_OVERHEAD = 256;

    private final LaneContext context;
    private final Thread thread;

    /** Any thread adds, the turn takes. */
    private final Queue<Task> tasks = new ConcurrentLinkedQueue<>();

    /** The right to the turn. Any thread may take it when it is free. */
    private final AtomicBoolean isTaken = new AtomicBoolean();

    /** Set by whoever hands the turn to the lane's thread, cleared by that thread. */
    private volatile boolean isHandedOver;

    private volatile boolean isStopping;

    /**
     * Set by the watchdog, to see whether the lane still runs; called between two tasks of the
     * turn.
     */
    private volatile @Nullable Runnable visitor;

    /** Bytes of publications that wait, with their overhead. Any thread. */
    private final AtomicLong backlog = new AtomicLong();

    private final Brake brake = new Brake();
    private boolean isBraking;

    private final Batch batch;
    private final List<Outbox> toFlush = new ArrayList<>();

    /** Those that have something in flight, and some that had until lately. */
    private final Set<Outbox> watched = new HashSet<>();

    Lane(
            int index,
            Supplier<DeliverySettings> settings,
            DeliveryMeters meters,
            Encoder encoder,
            LongSupplier clock) {
        this.context =
                new LaneContext(
                        index, settings, meters, encoder, clock, new Outgoing(Outbox.CHUNK));
        this.batch = new Batch(encoder.encoding());
        this.thread = Thread.ofPlatform().name("lane-" + index).daemon().unstarted(this);
    }

    @Override
    public LaneContext context() {
        return context;
    }

    void start() {
        thread.start();
    }

    /** The lane as the watchdog sees it. */
    Loop loop() {
        return new Loop(
                thread.getName(),
                () -> thread,
                visit -> {
                    visitor = visit;
                    wake();
                });
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

    /** Whether more waits than should. Any thread. */
    boolean isFlooded() {
        return backlog.get() > HIGH_WATER;
    }

    boolean isOwn(Thread other) {
        return thread.equals(other);
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
        var burst = Burst.current();
        if (burst == null) {
            wake();
        } else {
            burst.note(this, receivers);
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
        if (context.current().coalesce().isPositive()) {
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

    /** Ends the turn; a task that came in at the last moment gets a new one. */
    void giveBack() {
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
        long nanos = context.current().coalesce().toNanos();
        if (nanos > 0) {
            LockSupport.parkNanos(this, nanos);
        }
    }

    /** Does what waits now. Only for whoever has the turn. */
    void turn() {
        receiveVisitor();
        Task task;
        for (int taken = 0; taken < MOST_TASKS && (task = tasks.poll()) != null; taken++) {
            try {
                receiveVisitor(); // a turn may be long
                perform(task);
            } catch (RuntimeException e) {
                LOG.error("a task of the delivery failed", e);
            }
        }
        batch.deliver(this, true);
        for (int at = 0; at < toFlush.size(); at++) {
            flush(toFlush.get(at));
        }
        toFlush.clear();
        batch.recordLag(context);
        easeIfDrained();
    }

    private void receiveVisitor() {
        var visit = visitor;
        if (visit != null) {
            visitor = null;
            visit.run();
        }
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
            context.meters().braked();
        }
    }

    private void easeIfDrained() {
        if (isBraking && backlog.get() < HIGH_WATER / 2) {
            isBraking = false;
            brake.ease();
        }
    }

    @Override
    public void flushLater(Outbox outbox) {
        toFlush.add(outbox);
    }

    @Override
    public void watch(Outbox outbox) {
        watched.add(outbox);
    }

    /** Looks after writes that take long. */
    void check() {
        long now = context.nanos();
        var settings = context.current();
        watched.removeIf(outbox -> !outbox.check(settings, now));
    }
}
