// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.client;

import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableFuture;
import java.util.function.Consumer;

/**
 * A thread, its selector, and the connections that it owns. Whatever concerns them happens on this
 * thread; others {@link #ask} it to do things. Only {@code ask}, {@link #call}, {@link #wake},
 * {@link #start} and {@link #end} may be called by anybody.
 */
public final class Worker {
    /** Selectors count in milliseconds; what is due sooner is for the {@link Pacer}. */
    private static final long SELECTOR_GRAIN = 2 * Clock.MILLISECOND;

    private static final long NAP = 100 * Clock.MILLISECOND;

    private final Workplace workplace;
    private final Selector selector;
    private final Thread thread;
    private final Pacer pacer;
    private final Endpoint endpoint;
    private final Queue<Runnable> orders = new ConcurrentLinkedQueue<>();
    private final List<Work> works = new ArrayList<>();
    private final Consumer<SelectionKey> ready = Worker::ready;

    private boolean isEnded;

    public Worker(String name, Endpoint endpoint, boolean countsLines) throws IOException {
        this.endpoint = endpoint;
        workplace = new Workplace(countsLines);
        selector = workplace.selector();
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

    /** Has something done on this worker's thread, and waits for it. */
    public <T> T call(Callable<T> order) {
        try {
            return ask(order).get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
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
    public Connection open(Connection.Client client, int number, int room, int receiveBuffer) {
        Connection connection =
                new Connection(workplace, client, number, endpoint.request(room, number));
        connection.connect(endpoint, receiveBuffer);
        return connection;
    }

    /** What was read so far. */
    public Traffic traffic() {
        return workplace.traffic();
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
}
