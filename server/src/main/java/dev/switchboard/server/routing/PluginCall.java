// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.routing;

import dev.switchboard.api.Refusal;
import dev.switchboard.server.client.ConnectedClient;
import dev.switchboard.server.delivery.CurrentSender;
import dev.switchboard.server.delivery.Hold;
import dev.switchboard.server.log.Correlation;
import dev.switchboard.server.time.StuckThread;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One call of a plugin's code on a thread of its own, from its arrival to its outcome. The outcome
 * is decided once: by the thread when the code returns, by the stage that it returned, or by the
 * clock when the time is up, whichever is first. A thread that is late is interrupted; until it
 * returns it counts as stuck. Any thread may settle it and look at it.
 */
final class PluginCall implements Runnable {

    /** What a call is about. */
    enum Purpose {
        /** A client waits for it, and is not read from meanwhile. */
        MESSAGE,
        /** The plugin is told of something; one after another. */
        EVENT,
        /** The switch wants to know something. */
        QUESTION,
        /** The plugin wanted it. */
        TASK
    }

    /** Keeps account of the calls of a plugin. */
    interface Keeper {
        /** The outcome is decided; nobody has been told yet. */
        void settled(PluginCall call, Outcome outcome);

        /** It is late, was interrupted, and runs on. */
        void stuck(PluginCall call);

        /** None of its code runs on a thread any more, or will; it may wait for a stage. */
        void idle(PluginCall call);

        /** Nothing of it is left at work. */
        void ended(PluginCall call, boolean wasStuck);
    }

    private enum Life {
        UNDER_WAY,
        STUCK,
        ENDED
    }

    private final Purpose purpose;
    private final String subject;
    private final Work work;
    private final @Nullable ConnectedClient sender;
    private final @Nullable Correlation correlation = Correlation.current();
    private final ClassLoader loader;
    private final Keeper keeper;
    private final AtomicBoolean isSettled = new AtomicBoolean();
    private final AtomicReference<Life> life = new AtomicReference<>(Life.UNDER_WAY);

    /** Set by whoever registers the call, before anybody else sees it. */
    private long deadline;

    /** Set by the thread when it begins, taken away when the code has returned. */
    private volatile @Nullable Thread thread;

    PluginCall(
            Purpose purpose,
            String subject,
            Work work,
            @Nullable ConnectedClient sender,
            ClassLoader loader,
            Keeper keeper) {
        this.purpose = purpose;
        this.subject = subject;
        this.work = work;
        this.sender = sender;
        this.loader = loader;
        this.keeper = keeper;
        if (purpose == Purpose.MESSAGE) {
            Objects.requireNonNull(sender).readGate().hold(Hold.CALL);
        }
    }

    Purpose purpose() {
        return purpose;
    }

    String subject() {
        return subject;
    }

    /** From now on its time runs. */
    PluginCall due(long nanos) {
        deadline = nanos;
        return this;
    }

    @Override
    public void run() {
        var current = Thread.currentThread();
        thread = current;
        if (isSettled.get()) { // its time was up before it began, or its plugin ended
            thread = null;
            end();
            keeper.idle(this); // it may have ended before it was started
            return;
        }
        if (current.isVirtual()) {
            current.setName(subject);
        }
        var loaderBefore = current.getContextClassLoader();
        current.setContextClassLoader(loader);
        var before = Correlation.with(correlation);
        CurrentSender.set(sender);
        @Nullable Object result = null;
        @Nullable Throwable thrown = null;
        try {
            result = work.run();
        } catch (Throwable t) { // a plugin may throw anything, and must not take more with it
            thrown = t;
        }
        thread = null;
        CurrentSender.set(null);
        if (thrown == null && result instanceof CompletionStage<?> stage && !isSettled.get()) {
            keeper.idle(this);
            await(stage);
        } else { // a stage that comes too late is nobody's business
            finish(Outcome.of(result, thrown));
        }
        Correlation.restore(before);
        current.setContextClassLoader(loaderBefore);
    }

    /** No thread runs it any more; the stage that it returned decides. */
    void await(CompletionStage<?> stage) {
        try {
            stage.whenComplete((_, thrown) -> finish(Outcome.of(null, thrown)));
        } catch (Throwable t) { // the stage may be of the plugin's own making
            finish(new Outcome.Failed(t));
        }
    }

    /** Nothing of it is at work any more; this is its outcome, unless that is decided. */
    void finish(Outcome outcome) {
        try {
            if (isSettled.compareAndSet(false, true)) {
                tell(outcome);
            }
        } finally {
            end();
        }
    }

    private void tell(Outcome outcome) {
        keeper.settled(this, outcome);
        try {
            work.settled(outcome);
        } finally {
            if (purpose == Purpose.MESSAGE && sender != null) {
                sender.readGate().release(Hold.CALL);
            }
        }
    }

    private void end() {
        var before = life.getAndSet(Life.ENDED);
        if (before != Life.ENDED) {
            work.ended();
            keeper.ended(this, before == Life.STUCK);
        }
    }

    /** Whether its thread waits for something, so that it takes no processor from anybody. */
    boolean isParked() {
        var at = thread;
        return at != null
                && switch (at.getState()) {
                    case BLOCKED, WAITING, TIMED_WAITING -> true;
                    case NEW, RUNNABLE, TERMINATED -> false;
                };
    }

    /** Whether code of the plugin runs, or stands, on a thread. */
    boolean hasThread() {
        return thread != null;
    }

    /** Ends it if its time is up; by the clock's thread alone. */
    void look(long now) {
        if (now - deadline > 0
                && !cut(PluginCall::late)
                && hasThread()
                && life.compareAndSet(Life.UNDER_WAY, Life.STUCK)) {
            keeper.stuck(this);
        }
    }

    private static Outcome late(@Nullable Thread at) {
        return new Outcome.Late(
                at == null ? new TimeoutException("nothing of it runs") : new StuckThread(at));
    }

    /** It does not begin any more, and is interrupted if it has begun. */
    void cancel(Refusal refusal) {
        cut(_ -> new Outcome.Refused(refusal));
    }

    /** Decides the outcome before its code or its stage does; false if it is decided. */
    private boolean cut(Function<@Nullable Thread, Outcome> outcome) {
        if (!isSettled.compareAndSet(false, true)) {
            return false;
        }
        var at = thread;
        var decided = outcome.apply(at);
        if (at == null) {
            end(); // it never began, or waits for a stage; whoever has it need not begin
        } else {
            at.interrupt();
        }
        tell(decided);
        return true;
    }

    @Override
    public String toString() {
        return subject;
    }
}
