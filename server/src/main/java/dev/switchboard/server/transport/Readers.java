// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import com.codahale.metrics.Counter;
import dev.switchboard.server.metrics.Meters;
import dev.switchboard.server.routing.ReaderRescue;
import dev.switchboard.server.time.Loop;
import dev.switchboard.server.time.StuckThread;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The selectors with their threads. When a call of a plugin does not give such a thread back,
 * another one takes its place. Any thread.
 */
public final class Readers implements ReaderRescue {

    /**
     * So many threads may be lost to calls that do not end. Each costs its stack, and a processor
     * if it computes.
     */
    static final int MOST_STUCK = 16;

    private static final Logger LOG = LoggerFactory.getLogger(Readers.class);

    private final List<ReaderSelector> selectors = new CopyOnWriteArrayList<>();
    private final Set<Thread> stuck = ConcurrentHashMap.newKeySet();
    private final Lock takingOver = new ReentrantLock();
    private final Counter takeovers;

    @Inject
    public Readers(Meters meters) {
        takeovers =
                meters.counter(
                        "switchboard_reader_takeovers_total",
                        "Threads replaced because a call of a plugin kept them from reading.");
        meters.gauge(
                "switchboard_readers_stuck",
                "Threads that were replaced and have not come back.",
                stuck::size);
    }

    void add(ReaderSelector selector) {
        selectors.add(selector);
    }

    /** The selectors, for the watchdog. */
    public List<Loop> loops() {
        return selectors.stream()
                .map(selector ->
                        new Loop(
                                "selector-" + selectors.indexOf(selector),
                                selector::reader,
                                visit -> selector.submit(_ -> visit.run())))
                .toList();
    }

    /**
     * Has another thread read for the clients of this one, if it is one of those that read for all.
     * The caller sees to it that the thread stays in the call of the plugin until this returns.
     */
    @Override
    public void takeOver(Thread late) {
        takingOver.lock();
        try {
            for (var selector : selectors) {
                if (late.equals(selector.reader()) && !stuck.contains(late)) {
                    takeOver(late, selector);
                }
            }
        } finally {
            takingOver.unlock();
        }
    }

    private void takeOver(Thread late, ReaderSelector selector) {
        boolean isReplaced = stuck.size() < MOST_STUCK && selector.handOn(this::finished);
        if (isReplaced) {
            stuck.add(late);
            takeovers.inc();
        }
        LOG.atError()
                .addKeyValue("thread", late.getName())
                .addKeyValue("stuck", stuck.size())
                .setCause(new StuckThread(late))
                .log(
                        isReplaced
                                ? "a plugin blocks a thread that reads; another takes its place"
                                : "a plugin blocks a thread that reads, and none may take its place");
    }

    /** This thread reads no more, be it that the switch ends or that it comes back late. */
    void finished() {
        stuck.remove(Thread.currentThread());
    }
}
