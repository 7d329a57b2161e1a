// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.routing;

import dev.switchboard.api.Client;
import dev.switchboard.api.Code;
import dev.switchboard.api.Refusal;
import dev.switchboard.server.client.ConnectedClient;
import dev.switchboard.server.config.Settings;
import dev.switchboard.server.routing.PluginCall.Purpose;
import dev.switchboard.server.time.Time;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Is between the switch and the code of one plugin: knows which calls are under way, what failed,
 * and whether it may be called at all. All calls of this plugin, and of no other, are charged here.
 * Any thread.
 */
public final class PluginGuard implements PluginCall.Keeper {

    /**
     * What the switch does itself, as the plugin that it is. It waits for other plugins, and is
     * never kept from its messages because one of those is late.
     */
    public static final String SWITCH = "switch";

    private static final Logger LOG = LoggerFactory.getLogger(PluginGuard.class);
    private static final Duration GLANCE = Duration.ofMillis(1);

    /**
     * What may stand in the way of a call, in one number: two bits, and the calls that are stuck.
     */
    private static final int BREAKER = 1;

    private static final int STOPPED = 2;
    private static final int ONE_STUCK = 4;

    /**
     * What all guards share.
     *
     * @param threads runs each call on a thread of its own
     * @param inline how many calls of a guard run on threads that read
     */
    record Surroundings(
            Time time,
            Supplier<Settings> settings,
            RoutingMeters meters,
            Executor threads,
            ToIntFunction<PluginGuard> inline) {}

    private final String plugin;
    private final ClassLoader loader;
    private final Surroundings surroundings;
    private final CircuitBreaker breaker;
    private final Failures failures;
    private final RunningShare share;
    private final EventQueue events;
    private final Set<PluginCall> underWay = ConcurrentHashMap.newKeySet();
    private final AtomicInteger obstacles = new AtomicInteger();
    private final LongAdder lostEvents = new LongAdder();

    PluginGuard(String plugin, ClassLoader loader, Surroundings surroundings) {
        this.plugin = plugin;
        this.loader = loader;
        this.surroundings = surroundings;
        var settings = surroundings.settings().get().plugins();
        this.breaker =
                new CircuitBreaker(settings.quarantineFailures(), settings.quarantineWindow());
        this.failures = new Failures(plugin, surroundings.meters(), surroundings.time());
        this.share =
                new RunningShare(
                        settings.runningCallsOrShare(),
                        surroundings.threads(),
                        surroundings.time());
        this.events = new EventQueue(settings.maxEvents(), this::startBehind);
    }

    /** The id of the plugin. */
    public String plugin() {
        return plugin;
    }

    // Whether it may be called

    /** Whether nothing stands in the way of a call, nor waits to be told before. */
    boolean isClear() {
        return obstacles.get() == 0 && events.isEmpty();
    }

    /** Why it must not be called by clients now, if so. */
    @Nullable Refusal refusal() {
        int now = obstacles.get();
        if (now == 0) {
            return null;
        }
        if ((now & STOPPED) != 0) {
            return unavailable("has stopped");
        }
        if (isBlocked()) {
            return unavailable("has too many calls that do not end");
        }
        if ((now & BREAKER) == 0) {
            return null;
        }
        var rest = breaker.rest(surroundings.time().nanos());
        return rest.isPositive()
                ? unavailable("has failed too often")
                        .retryAfter(Duration.ofMillis(Math.ceilDiv(rest.toNanos(), 1_000_000)))
                : null;
    }

    private Refusal unavailable(String why) {
        return new Refusal(Code.UNAVAILABLE, "the plugin " + plugin + " " + why);
    }

    /** Whether messages must wait for what the plugin is told before. */
    boolean hasEvents() {
        return !events.isEmpty();
    }

    // Calls on threads of their own

    /** Runs a client's message on a thread of its own; the client is not read from meanwhile. */
    void handle(String subject, ConnectedClient sender, Work work) {
        var call = call(Purpose.MESSAGE, subject, work, sender);
        if (isLetIn(call)) {
            if (events.isEmpty()) {
                share.start(call);
            } else {
                events.follow(call);
            }
        }
    }

    /** A client's message whose stage will decide its outcome; no thread waits for it. */
    PluginCall expect(String subject, ConnectedClient sender, Work work) {
        var call = call(Purpose.MESSAGE, subject, work, sender);
        register(call);
        return call;
    }

    /** Tells the plugin of something that concerns a client, behind all that it is to be told. */
    public void tell(String listener, Client client, Runnable code) {
        var work = new Telling(code, () -> {});
        if (!events.add(call(Purpose.EVENT, listener, work, (ConnectedClient) client))) {
            lose(listener);
        }
    }

    /** Runs a task of the plugin; {@code after} is run when it is over, or was not even begun. */
    public void perform(Runnable task, Runnable after) {
        if (isBlocked() || (obstacles.get() & STOPPED) != 0) {
            after.run();
            return;
        }
        var call = call(Purpose.TASK, "scheduled task", new Telling(task, after), null);
        if (isLetIn(call)) {
            share.start(call);
        }
    }

    /**
     * Asks the plugin something, on a thread of its own and within the deadline of handlers. The
     * stage fails with a {@link Refusal} if the plugin says no or must not be called now, and
     * otherwise with what went wrong.
     */
    public <T> CompletionStage<T> ask(String subject, Callable<T> question) {
        var answer = new CompletableFuture<T>();
        var refusal = refusal();
        if (refusal != null) {
            answer.completeExceptionally(refusal);
            return answer;
        }
        var call = call(Purpose.QUESTION, subject, new Inquiry<>(question, answer), null);
        if (isLetIn(call)) {
            share.start(call);
        }
        return answer;
    }

    private PluginCall call(
            Purpose purpose, String subject, Work work, @Nullable ConnectedClient sender) {
        return new PluginCall(purpose, subject, work, sender, loader, this);
    }

    /** From now on the call is under way, and its time runs. */
    private void register(PluginCall call) {
        var settings = surroundings.settings().get();
        var limit =
                call.purpose() == Purpose.TASK
                        ? settings.plugins().taskDeadline()
                        : settings.messages().handlerDeadline();
        underWay.add(call.due(surroundings.time().nanos() + limit.toNanos()));
    }

    /**
     * Registers a call, and only then asks whether it may begin: who stops the plugin sees one of
     * both.
     */
    private boolean isLetIn(PluginCall call) {
        register(call);
        boolean hasStopped = (obstacles.get() & STOPPED) != 0;
        if (hasStopped) {
            call.cancel(unavailable("has stopped"));
        }
        return !hasStopped;
    }

    /** The turn of a call that waited for the events before it; false if it must not run. */
    private boolean startBehind(PluginCall call) {
        if (call.purpose() == Purpose.EVENT) {
            if (isBlocked()) {
                lose(call.subject());
                return false;
            }
            register(call);
        }
        share.start(call);
        return true;
    }

    private void lose(String listener) {
        lostEvents.increment();
        failed(
                listener,
                "a plugin is too slow for its events; it is not told of some",
                new IllegalStateException("events lost until now: " + lostEvents.sum()));
    }

    @Override
    public void settled(PluginCall call, Outcome outcome) {
        note(call.subject(), outcome, call.purpose() == Purpose.MESSAGE);
        if (call.purpose() == Purpose.EVENT) {
            events.told();
        }
    }

    @Override
    public void stuck(PluginCall call) {
        LOG.atError()
                .addKeyValue("plugin", plugin)
                .addKeyValue("on", call.subject())
                .log("a call ignores its interrupt; the switch goes on without it");
        countStuck(1);
    }

    @Override
    public void idle(PluginCall call) {
        share.leave(call);
    }

    @Override
    public void ended(PluginCall call, boolean wasStuck) {
        underWay.remove(call);
        share.leave(call);
        if (wasStuck) {
            countStuck(-1);
        }
    }

    // What became of calls

    /**
     * Counts the outcome of a call. Successes count for messages only; failures count for all
     * calls.
     */
    void note(String subject, Outcome outcome, boolean isMessage) {
        switch (outcome) {
            case Outcome.Done _, Outcome.Refused _ -> succeeded(isMessage);
            case Outcome.Failed(var cause) -> failed(subject, "a handler failed", cause);
            case Outcome.Late(var where) ->
                    failed(subject, "a handler took too long; interrupted", where);
            case Outcome.Abandoned _ -> {} // charged when it was given up
        }
    }

    private void succeeded(boolean isMessage) {
        if (breaker.isWatching() && breaker.succeeded(surroundings.time().nanos(), isMessage)) {
            clear(BREAKER);
            LOG.info("plugin {} gets messages again: a call succeeded", plugin);
        }
    }

    /** A call has failed, other than by a refusal. */
    void failed(String subject, String what, Throwable cause) {
        failures.note(subject, what, cause);
        if (!plugin.equals(SWITCH) && breaker.failed(surroundings.time().nanos())) {
            set(BREAKER);
            LOG.error(
                    "plugin {} failed on most of its messages and gets no more for {} s, last on {}",
                    plugin,
                    surroundings.settings().get().plugins().quarantineWindow().toSeconds(),
                    subject,
                    cause);
        }
    }

    /** One more call is stuck, or one less. */
    void countStuck(int change) {
        int now = obstacles.addAndGet(change * ONE_STUCK) / ONE_STUCK;
        if (change > 0 && isBlocked()) {
            LOG.error(
                    "plugin {} has {} calls that do not end and gets no more until some do",
                    plugin,
                    now);
        }
    }

    private void set(int obstacle) {
        obstacles.getAndUpdate(now -> now | obstacle);
    }

    private void clear(int obstacle) {
        obstacles.getAndUpdate(now -> now & ~obstacle);
    }

    // What the operator sees

    /** How many calls have begun, or wait for their turn, and are not over. */
    public int callsInFlight() {
        return underWay.size() + surroundings.inline().applyAsInt(this);
    }

    /** How many calls were interrupted and run on. */
    public int stuckCalls() {
        return obstacles.get() / ONE_STUCK;
    }

    /**
     * For how long the plugin gets no messages because it failed too often; zero if it gets them.
     */
    public Duration quarantine() {
        return breaker.rest(surroundings.time().nanos());
    }

    /** Whether it gets no messages because too many of its calls are stuck. */
    public boolean isBlocked() {
        return stuckCalls() >= surroundings.settings().get().plugins().maxStuckCalls();
    }

    // Time, and the end

    /** Looks after what takes too long; on the clock's thread. */
    void look(long now) {
        if (!underWay.isEmpty()) {
            underWay.forEach(call -> call.look(now));
            share.recount(underWay);
        }
    }

    /** Lets no more calls and events in, and ends tasks, for which nobody waits. */
    public void shut() {
        set(STOPPED);
        events.close();
        underWay.forEach(call -> {
            if (call.purpose() == Purpose.TASK) {
                call.cancel(unavailable("has stopped"));
            }
        });
    }

    /**
     * Waits for the calls under way, and until the plugin has been told all that it is to be told;
     * true if nothing is left. In the time of the machine, not of the clock, since real threads are
     * at work.
     */
    public boolean awaitQuiet(Duration limit) throws InterruptedException {
        long began = System.nanoTime();
        while (callsInFlight() > 0 || hasEvents()) {
            if (System.nanoTime() - began >= limit.toNanos()) {
                return false;
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            LockSupport.parkNanos(this, GLANCE.toNanos());
        }
        return true;
    }
}
