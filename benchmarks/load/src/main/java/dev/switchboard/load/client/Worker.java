// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/**
 * A thread, its selector, and the connections that it owns. Whatever concerns them happens on this
 * thread; others {@link #ask} it to do things. Only {@code ask}, {@link #wake}, {@link #start} and
 * {@link #end} may be called by anybody.
 */
public final class Worker {
    static final int MAX_FRAME = 64 << 20;

    /** Large enough for what a socket holds under load, small enough to stay in the cache. */
    private static final int BUFFER = 256 << 10;

    /** Selectors count in milliseconds; what is due sooner is for the {@link Pacer}. */
    private static final long SELECTOR_GRAIN = 2 * Clock.MILLISECOND;

    private static final long NAP = 100 * Clock.MILLISECOND;

    private final Selector selector;
    private final Thread thread;
    private final Pacer pacer;
    private final Endpoint endpoint;
    private final boolean countsLines;
    private final Queue<Runnable> orders = new ConcurrentLinkedQueue<>();
    private final List<Work> works = new ArrayList<>();
    private final Consumer<SelectionKey> ready = Worker::ready;

    private ByteBuffer buffer = newBuffer(BUFFER);
    private boolean isEnded;
    private long reads;
    private long bytes;
    private long messages;
    private long pings;

    public Worker(String name, Endpoint endpoint, boolean countsLines) throws IOException {
        this.endpoint = endpoint;
        this.countsLines = countsLines;
        selector = Selector.open();
        thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
        pacer = new Pacer(name + "-pacer", selector);
    }

    public void start() {
        thread.start();
        pacer.start();
    }

    /** Has something done on this worker's thread. */
    public <T> RunnableFuture<T> ask(Callable<T> order) {
        FutureTask<T> task = new FutureTask<>(order);
        orders.add(task);
        selector.wakeup();
        return task;
    }

    /** Lets its {@link Work} run soon. */
    public void wake() {
        selector.wakeup();
    }

    /** Ends the thread; connections that are still open are cut. */
    public void end() {
        pacer.end();
        orders.add(() -> isEnded = true);
        selector.wakeup();
    }

    /** The thread that does all this, to measure what it spends. */
    public Thread thread() {
        return thread;
    }

    /** Adds something to do in each round. */
    public void add(Work work) {
        works.add(work);
    }

    /** Stops doing all of a kind. */
    public void clear(Class<? extends Work> kind) {
        works.removeIf(kind::isInstance);
    }

    /** Begins a connection. */
    public Connection open(Client client, int number, int room, int receiveBuffer) {
        Connection connection =
                new Connection(this, client, number, endpoint.request(room, number));
        connection.connect(endpoint, receiveBuffer);
        return connection;
    }

    /** What was read so far. */
    public Traffic traffic() {
        return new Traffic(reads, bytes, messages, pings);
    }

    Selector selector() {
        return selector;
    }

    /** The buffer of this thread, empty, with room for what is missing and more. */
    ByteBuffer buffer(int missing) {
        if (missing > buffer.capacity()) {
            buffer = newBuffer(Integer.highestOneBit(missing) * 2);
        }
        return buffer.clear();
    }

    boolean countsLines() {
        return countsLines;
    }

    int mask() {
        return ThreadLocalRandom.current().nextInt();
    }

    void tallyRead(int count) {
        reads++;
        bytes += count;
    }

    void tallyMessage() {
        messages++;
    }

    void tallyPing() {
        pings++;
    }

    private void run() {
        try (selector) {
            while (!isEnded) {
                for (Runnable order = orders.poll(); order != null; order = orders.poll()) {
                    order.run();
                }
                long now = Clock.now();
                long due = now + NAP;
                for (int i = 0; i < works.size(); i++) {
                    due = Math.min(due, works.get(i).run(now));
                }
                select(due);
            }
            for (SelectionKey key : List.copyOf(selector.keys())) {
                ((Connection) key.attachment()).cut();
            }
        } catch (IOException broken) {
            throw new IllegalStateException("the selector broke", broken);
        }
    }

    private void select(long due) throws IOException {
        long left = due - Clock.now();
        if (left < Pacer.HEAD_START) {
            selector.selectNow(ready);
        } else if (left < SELECTOR_GRAIN) {
            pacer.wakeAt(due);
            selector.select(ready, SELECTOR_GRAIN / Clock.MILLISECOND);
        } else {
            selector.select(ready, left / Clock.MILLISECOND - 1);
        }
    }

    private static void ready(SelectionKey key) {
        try {
            ((Connection) key.attachment()).ready(key);
        } catch (CancelledKeyException ended) {
            // By something earlier in this round.
        }
    }

    private static ByteBuffer newBuffer(int size) {
        return ByteBuffer.allocateDirect(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
