// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import java.io.IOException;
import java.nio.channels.Selector;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.util.component.ContainerLifeCycle;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.ExecutionStrategy;
import org.eclipse.jetty.util.thread.strategy.AdaptiveExecutionStrategy;
import org.jspecify.annotations.Nullable;

/**
 * A selector with which another thread can go on when its own thread is stuck in its work for one
 * of the sockets. Jetty keeps the selecting (a producer of tasks) apart from the thread that does
 * it (an execution strategy), and itself changes threads in the middle of a round; so the sockets,
 * what was selected and what was submitted stay where they are. The stuck thread finds its strategy
 * stopped when it comes back, if ever, and does nothing more here; until then it is the only one to
 * read the connection that it was reading.
 */
final class ReaderSelector extends ManagedSelector {

    private final Executor executor;

    /** Written by the thread that selects, whenever that is another one. */
    private volatile @Nullable Thread reader;

    /** Written by the thread that selects: it does not run a task, but works between two rounds. */
    private volatile boolean isBetweenRounds;

    ReaderSelector(SelectorManager manager, int id) {
        super(manager, id);
        executor = manager.getExecutor();
    }

    @Override
    protected int select(Selector selector) throws IOException {
        var now = Thread.currentThread();
        if (!now.equals(reader)) {
            reader = now;
        }
        return super.select(selector);
    }

    /** Does this on the thread that selects, after what is selected now. Any thread. */
    void betweenRounds(Runnable task) {
        submit(_ -> {
            isBetweenRounds = true;
            try {
                task.run();
            } finally {
                isBetweenRounds = false;
            }
        });
    }

    /** The thread that selects, once it has begun. Any thread. */
    @Nullable Thread reader() {
        return reader;
    }

    /**
     * Has another thread go on, while the present one stands in a task; false if it stands
     * somewhere else, where two at a time would spoil what they share.
     *
     * @param finished run by the other thread when it selects no more
     */
    boolean handOn(Runnable finished) {
        if (isBetweenRounds || !isRunning()) {
            return false;
        }
        var stuck = getBean(ExecutionStrategy.class);
        var producer =
                Objects.requireNonNull(
                        ((ContainerLifeCycle) stuck).getBean(ExecutionStrategy.Producer.class));
        var fresh = new AdaptiveExecutionStrategy(producer, executor);
        LifeCycle.stop(stuck);
        removeBean(stuck);
        addManaged(fresh);
        executor.execute(() -> {
            fresh.produce();
            finished.run();
        });
        return true;
    }
}
