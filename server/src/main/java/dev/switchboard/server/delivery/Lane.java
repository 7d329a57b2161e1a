// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import dev.switchboard.server.config.DeliverySettings;
import dev.switchboard.server.delivery.Task.Chore;
import dev.switchboard.server.delivery.Task.Delivery;
import dev.switchboard.server.delivery.Task.Direct;
import dev.switchboard.server.delivery.Task.Written;
import dev.switchboard.server.time.Loop;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.HashSet;
import java.util.Set;
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
final class Lane implements Runnable, Outbox.Host, Burst.Worker, Workload.Worker {

    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** How long the end looks away from a turn that is not over. */
    private static final long A_MOMENT = 1_000_000;

    private final LaneContext context;
    private final Thread thread;

    /** Any thread adds, the turn takes. */
    private final Workload tasks = new Workload(this);

    /** The right to the turn. Any thread may take it when it is free. */
    private final AtomicBoolean isTaken = new AtomicBoolean();

    /** Set by whoever hands the turn to the lane's thread, cleared by that thread. */
    private volatile boolean isHandedOver;

    private volatile boolean isStopping;

    /** Set by the watchdog, to see whether the lane still runs; called between two tasks. */
    private volatile @Nullable Runnable visitor;

    /**
     * What may wait before publishers are held: bytes, plus some for each task. A lane that keeps
     * up stays far below it.
     */
    private final long highWater;

    /** Bytes of messages that wait, with their overhead. Any thread. */
    private final AtomicLong backlog;

    private final Brake brake = new Brake(Hold.QUEUE);
    private boolean isBraking;

    private final Compressor compressor;
    private final Batch batch;
    private final SingleDelivery single;
    private final FlushQueue<Outbox> flushes = new FlushQueue<>(Outbox::flush);

    /** Those that have something in flight, and some that had until lately. */
    private final Set<Outbox> watched = new HashSet<>();

    Lane(
            int index,
            Supplier<DeliverySettings> settings,
            DeliveryMeters meters,
            Encoder encoder,
            LongSupplier clock,
            MemoryBudget memory) {
        this.context =
                new LaneContext(
                        index,
                        settings,
                        meters,
                        encoder,
                        clock,
                        new Outgoing(Outbox.CHUNK),
                        new LaneMemory(memory),
                        new Tally());
        this.highWater = memory.highWater();
        this.backlog = memory.openQueue();
        this.compressor = new Compressor(settings, meters);
        this.batch = new Batch(encoder.encoding(), compressor);
        this.single = new SingleDelivery(context, compressor);
        this.thread = Thread.ofPlatform().name("lane-" + index).daemon().unstarted(this);
    }

    @Override
    public LaneContext context() {
        return context;
    }

    @Override
    public FlushQueue<Outbox> flushes() {
        return flushes;
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
    public void perform(Runnable work) {
        tasks.add(new Chore(null, work));
        startSoon(0);
    }

    @Override
    public void performAfter(Object cause, int receivers, Runnable work) {
        tasks.add(new Chore(cause, work));
        startSoon(receivers);
    }

    @Override
    public void send(Outbox outbox, Frame frame, @Nullable Publisher cause) {
        enter(new Direct(outbox, frame, cause), cause);
        startSoon(1);
    }

    @Override
    public void written(Outbox outbox) {
        tasks.add(new Written(outbox));
        wake();
    }

    /** Takes a message to its audience. Any thread. */
    void publish(Delivery delivery) {
        enter(delivery, delivery.publication().publisher());
    }

    /** Whoever caused it owes it, and is held while too much waits in all. */
    private void enter(Task message, @Nullable Publisher cause) {
        long weight = weight(message);
        if (cause != null) {
            cause.debt().incur(weight); // before the turn may repay it
        }
        long waiting = backlog.addAndGet(weight);
        tasks.add(message);
        if (waiting > highWater && cause != null) {
            brake.hold(cause);
        }
    }

    /** Whether more waits than should. Any thread. */
    boolean isFlooded() {
        return backlog.get() > highWater;
    }

    /** Holds a client that might add to what waits, if that is twice what should. Any thread. */
    boolean holdIfFull(Publisher client) {
        return backlog.get() > 2 * highWater && brake.hold(client);
    }

    /** How it does. Any thread. */
    LaneFigures figures() {
        return new LaneFigures(
                context.index(),
                backlog.get(),
                context.tally().deliveries(),
                context.tally().cost(),
                THREADS.getThreadCpuTime(thread.threadId()));
    }

    boolean isOwn(Thread other) {
        return thread.equals(other);
    }

    /** Whether nothing waits and nobody has the turn. Any thread. */
    boolean isIdle() {
        return !tasks.hasArrived() && !isTaken.get();
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
            giveBack();
        }
    }

    private void handOver() {
        isHandedOver = true;
        LockSupport.unpark(thread);
    }

    private boolean isLeft() {
        return tasks.isLeft() || !flushes.isEmpty();
    }

    /** Ends the turn; what is left, or comes in at the last moment, gets a new one. */
    void giveBack() {
        if (isLeft()) {
            handOver();
            return;
        }
        isTaken.set(false);
        if (tasks.hasArrived()) {
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
            } while (isLeft() && !isStopping);
            giveBack();
        }
        while (!isHandedOver && !isTaken.compareAndSet(false, true)) {
            LockSupport.parkNanos(this, A_MOMENT); // somebody has the turn, and gives it back
        }
        compressor.close();
        isTaken.set(false);
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
        long left = flushes.cost();
        tasks.serve(left);
        batch.deliver(this, true);
        flushes.flush(left == 0 ? 0 : FlushQueue.PART);
        batch.recordLag(this);
        context.memory().settle();
        easeIfDrained();
    }

    @Override
    public long serve(Task task) {
        receiveVisitor(); // a turn may be long
        try {
            return perform(task);
        } catch (RuntimeException e) {
            LOG.error("a task of the delivery failed", e);
            return Tally.WRITE;
        }
    }

    @Override
    public boolean isJoined(Delivery next) {
        return batch.fits(next);
    }

    @Override
    public boolean isLarge(Delivery delivery) {
        return delivery.audience().shard(context.index()).isLarge();
    }

    @Override
    public long weight(Task task) {
        return switch (task) {
            case Delivery delivery -> Frame.weight(batch.frame(delivery).length());
            case Direct(_, var frame, _) -> Frame.weight(frame.length());
            case Chore _, Written _ -> 0;
        };
    }

    /** One batch that is written while another gathers, or less when the queue is nearly full. */
    @Override
    public long roomForTopic() {
        return Math.clamp((highWater - backlog.get()) / 8, 0, 2 * Batch.MOST_BYTES);
    }

    private void receiveVisitor() {
        var visit = visitor;
        if (visit != null) {
            visitor = null;
            visit.run();
        }
    }

    private long perform(Task task) {
        return switch (task) {
            case Delivery delivery -> {
                brakeIfFlooded(backlog.addAndGet(-weight(task)));
                long receivers = delivery.audience().shard(context.index()).size();
                int write = batch.fits(delivery) ? 0 : Tally.WRITE;
                batch.add(delivery, this);
                yield receivers * (write + batch.frame(delivery).length());
            }
            case Direct message -> {
                brakeIfFlooded(backlog.addAndGet(-weight(task)));
                batch.deliver(this, false);
                yield single.deliver(message);
            }
            case Chore(_, var work) -> {
                batch.deliver(this, false);
                work.run();
                yield 0;
            }
            case Written(var outbox) -> {
                outbox.goOn();
                yield Tally.WRITE;
            }
        };
    }

    private void brakeIfFlooded(long waiting) {
        if (waiting > highWater && !isBraking) {
            isBraking = true;
            brake.press();
            context.meters().braked();
        }
    }

    private void easeIfDrained() {
        if (isBraking && backlog.get() < highWater / 2) {
            isBraking = false;
            brake.ease();
        }
    }

    @Override
    public boolean haveOthers() {
        return !flushes.isEmpty() || tasks.haveOthers();
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
