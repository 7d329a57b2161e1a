// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.routing;

import dev.switchboard.api.Registration;
import dev.switchboard.server.client.ConnectedClient;
import dev.switchboard.server.config.Settings;
import dev.switchboard.server.delivery.CurrentSender;
import dev.switchboard.server.time.Time;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one way to call a plugin: here on the thread that reads, if the route is inline, else on a
 * thread of its own; with the sender's name on the thread, a deadline, and an outcome that is
 * charged to the plugin. Any thread.
 */
public final class PluginCalls implements AutoCloseable {

    private static final Duration LOOK = Duration.ofMillis(100);

    private final InlineCalls inline;
    private final PluginGuard.Surroundings surroundings;
    private final Registration looking;
    private final Set<PluginGuard> guards = ConcurrentHashMap.newKeySet();

    /**
     * Calls of no plugin yet.
     *
     * @param threads runs each call that may block on a thread of its own
     */
    @Inject
    public PluginCalls(
            Supplier<Settings> settings, RoutingMeters meters, Time time, Executor threads) {
        this.inline = new InlineCalls(time);
        this.surroundings =
                new PluginGuard.Surroundings(time, settings, meters, threads, inline::count);
        this.looking = time.every(LOOK, this::look);
    }

    /** A guard for a plugin that is about to start. */
    public PluginGuard guard(String plugin, ClassLoader loader) {
        var guard = new PluginGuard(plugin, loader, surroundings);
        guards.add(guard);
        return guard;
    }

    /** The plugin is gone. */
    public void forget(PluginGuard guard) {
        guards.remove(guard);
    }

    /** Sets who is told when a thread that reads does not come back from a plugin. */
    public void rescuedBy(ReaderRescue rescue) {
        inline.rescuedBy(rescue);
    }

    /** Handles a message of a client that this thread reads from. */
    void call(HandlerRoute route, ConnectedClient sender, Work work) {
        if (!route.isInline()) {
            handle(route, sender, work);
            return;
        }
        var guard = route.guard();
        var slot =
                inline.begin(route, sender); // before the question: who stops it sees one of both
        if (!guard.isClear() && (guard.refusal() != null || guard.hasEvents())) {
            slot.end();
            handle(route, sender, work);
            return;
        }
        @Nullable Object result = null;
        @Nullable Throwable thrown = null;
        @Nullable CompletionStage<?> pending = null;
        CurrentSender.set(sender);
        try {
            result = work.run();
            pending = pending(result);
        } catch (Throwable t) { // a plugin may throw anything, and must not take more with it
            thrown = t;
        } finally {
            CurrentSender.set(null);
        }
        if (pending == null) {
            var late = end(slot, route);
            var outcome = late == null ? Outcome.of(result, thrown) : late;
            guard.note(route.subject(), outcome, true);
            work.settled(outcome);
            return;
        }
        // Before the slot ends: who stops the plugin sees one of both.
        var awaited = guard.expect(route.subject(), sender, work);
        var late = end(slot, route);
        if (late == null) {
            awaited.await(pending);
        } else {
            awaited.finish(late);
        }
    }

    /** The stage that may still refuse or fail, if the result is one. */
    private static @Nullable CompletionStage<?> pending(@Nullable Object result) {
        if (result instanceof CompletableFuture<?> stage) {
            var future = stage.toCompletableFuture(); // itself, unless it hides its state
            return future.isDone() && !future.isCompletedExceptionally() ? null : stage;
        }
        return result instanceof CompletionStage<?> stage ? stage : null;
    }

    private @Nullable Outcome end(InlineCalls.Slot slot, HandlerRoute route) {
        long began = slot.since();
        var late = slot.end();
        long took = surroundings.time().nanos() - began;
        surroundings.meters().handled(route.label(), took);
        inline.judge(route, took);
        return late;
    }

    /** On a thread of its own, if the plugin may be called at all. */
    void handle(HandlerRoute route, ConnectedClient sender, Work work) {
        var refusal = route.guard().refusal();
        if (refusal == null) {
            route.guard()
                    .handle(route.subject(), sender, new Timed(route.label(), work, surroundings));
        } else {
            work.settled(new Outcome.Refused(refusal));
        }
    }

    /** Work whose time on its own thread is measured. */
    private record Timed(String label, Work work, PluginGuard.Surroundings by) implements Work {

        @Override
        public @Nullable Object run() throws Exception {
            long began = by.time().nanos();
            try {
                return work.run();
            } finally {
                by.meters().handled(label, by.time().nanos() - began);
            }
        }

        @Override
        public void settled(Outcome outcome) {
            work.settled(outcome);
        }
    }

    private void look() {
        long now = surroundings.time().nanos();
        inline.look(now, surroundings.settings().get().messages().handlerDeadline());
        guards.forEach(guard -> guard.look(now));
    }

    @Override
    public void close() {
        looking.close();
    }
}
