// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.plugin;

import dev.switchboard.api.Ask;
import dev.switchboard.api.AsyncHandler;
import dev.switchboard.api.Authenticator;
import dev.switchboard.api.Authorizer;
import dev.switchboard.api.Client;
import dev.switchboard.api.Handler;
import dev.switchboard.api.Hub;
import dev.switchboard.api.Metrics;
import dev.switchboard.api.PluginContext;
import dev.switchboard.api.RawHandler;
import dev.switchboard.api.Scheduler;
import dev.switchboard.server.config.binding.ConfigurationException;
import dev.switchboard.server.delivery.PluginPublisher;
import dev.switchboard.server.hub.HubEvent;
import dev.switchboard.server.hub.HubEvent.Connected;
import dev.switchboard.server.hub.HubEvent.Disconnected;
import dev.switchboard.server.hub.HubEvent.Joined;
import dev.switchboard.server.hub.HubEvent.Left;
import dev.switchboard.server.routing.PluginGuard;
import dev.switchboard.server.routing.RouteTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What one plugin gets from the switch, from its start to its end.
 *
 * <p>Any thread may use it. What is registered, and whether it still can be, is guarded by the
 * lock; the rest looks after itself.
 */
final class LiveContext implements PluginContext, AutoCloseable {
    private final Lock lock = new ReentrantLock();
    private final Candidate candidate;
    private final Host host;
    private final PluginGuard guard;
    private final Registrations registrations;
    private final Listeners listeners;
    private final Belongings belongings;
    private final PluginTasks tasks;
    private final PluginFigures figures;
    private final Hub hub;
    private boolean isStarting = true;
    private boolean hasAskedForSettings;
    private @Nullable RuntimeException refusal;

    LiveContext(Candidate candidate, Host host, RouteTable before) {
        this.candidate = candidate;
        this.host = host;
        this.guard = host.calls().guard(id(), candidate.loader());
        this.registrations = new Registrations(guard, candidate, host.shapes(), before);
        this.listeners = new Listeners(guard);
        this.belongings = new Belongings(id());
        this.figures = new PluginFigures(id(), host.meters());
        this.tasks = new PluginTasks(guard, belongings, host.time());
        belongings.keep(figures::close);
        var publisher = new PluginPublisher(id(), host.memory());
        this.hub = new PluginHub(host.hub(), publisher);
        candidate.publishAs(publisher);
    }

    @Override
    public String id() {
        return candidate.id();
    }

    @Override
    public <M> PluginContext on(Class<M> type, Handler<? super M> handler) {
        return register("on", () -> registrations.on(given(type), given(handler)));
    }

    @Override
    public <M> PluginContext onInline(Class<M> type, Handler<? super M> handler) {
        return register("onInline", () -> registrations.onInline(given(type), given(handler)));
    }

    @Override
    public <M> PluginContext onAsync(Class<M> type, AsyncHandler<? super M> handler) {
        return register("onAsync", () -> registrations.onAsync(given(type), given(handler)));
    }

    @Override
    public <Q extends Record, R extends Record> PluginContext ask(
            Class<Q> request, Class<R> reply, Ask<? super Q, ? extends R> function) {
        return register(
                "ask", () -> registrations.ask(given(request), given(reply), given(function)));
    }

    @Override
    public PluginContext emits(Class<?>... kinds) {
        return register(
                "emits",
                () -> {
                    for (Class<?> kind : given(kinds)) {
                        registrations.emits(given(kind));
                    }
                });
    }

    @Override
    public PluginContext endpoint(String path, RawHandler handler) {
        return register("endpoint", () -> registrations.endpoint(given(path), given(handler)));
    }

    @Override
    public PluginContext files(String path, String resourceFolder) {
        return register("files", () -> registrations.files(given(path), given(resourceFolder)));
    }

    @Override
    public PluginContext onConnect(Consumer<Client> listener) {
        return listen("onConnect", Connected.class, listener, it -> listener.accept(it.client()));
    }

    @Override
    public PluginContext onDisconnect(Consumer<Client> listener) {
        return listen(
                "onDisconnect", Disconnected.class, listener, it -> listener.accept(it.client()));
    }

    @Override
    public PluginContext onJoin(BiConsumer<Client, String> listener) {
        return listen(
                "onJoin", Joined.class, listener, it -> listener.accept(it.client(), it.room()));
    }

    @Override
    public PluginContext onLeave(BiConsumer<Client, String> listener) {
        return listen(
                "onLeave", Left.class, listener, it -> listener.accept(it.client(), it.room()));
    }

    private <E extends HubEvent> PluginContext listen(
            String method, Class<E> type, Object listener, Consumer<E> code) {
        return register(
                method,
                () -> {
                    var _ = given(listener);
                    listeners.on(method, type, code);
                });
    }

    @Override
    public PluginContext authenticate(Authenticator authenticator) {
        return register("authenticate", () -> registrations.authenticate(given(authenticator)));
    }

    @Override
    public PluginContext authorize(Authorizer authorizer) {
        return register("authorize", () -> registrations.authorize(given(authorizer)));
    }

    @Override
    public <C extends Record> C config(Class<C> type) {
        lock.lock();
        try {
            hasAskedForSettings = true;
            return host.configuration().plugin(id(), candidate.reference()).bind(given(type));
        } catch (ConfigurationException mistakes) {
            throw refused(new BadSettings(String.valueOf(mistakes.getMessage())));
        } catch (IllegalArgumentException nonsense) {
            throw refused(new BadRegistration("config", nonsense));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Hub hub() {
        return hub;
    }

    @Override
    public Scheduler scheduler() {
        return tasks;
    }

    @Override
    public InstantSource clock() {
        return host.time();
    }

    @Override
    public Metrics metrics() {
        return figures;
    }

    @Override
    public System.Logger logger() {
        return System.getLogger(id());
    }

    @Override
    public Path dataDirectory() {
        Path folder = host.data().resolve("plugins").resolve(id());
        try {
            return Files.createDirectories(folder);
        } catch (IOException impossible) {
            throw new UncheckedIOException("no folder can be made at " + folder, impossible);
        }
    }

    /** From now on nothing can be registered. */
    void endRegistration() {
        lock.lock();
        try {
            isStarting = false;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Why the plugin cannot run although its {@code start} returned: something was refused, and the
     * plugin took no notice; or somebody wrote settings that nobody reads.
     */
    Optional<RuntimeException> objection() {
        lock.lock();
        try {
            if (refusal == null && !hasAskedForSettings) {
                config(NoSettings.class);
            }
        } catch (IllegalStateException unread) {
            return Optional.of(unread);
        } finally {
            lock.unlock();
        }
        return Optional.ofNullable(refusal);
    }

    /** The settings of a plugin that never asks for any. */
    record NoSettings() {}

    /** What was there before, and all that this plugin claims. */
    RouteTable table() {
        return registrations.table();
    }

    /** Stands between the switch and the code of the plugin. */
    PluginGuard guard() {
        return guard;
    }

    void tell(HubEvent event) {
        listeners.tell(event);
    }

    /** Takes everything back. */
    @Override
    public void close() {
        endRegistration();
        guard.shut();
        host.calls().forget(guard);
        belongings.close();
        candidate.close();
    }

    private PluginContext register(String method, Runnable registration) {
        lock.lock();
        try {
            if (!isStarting) {
                throw new IllegalStateException(
                        "%s(): the plugin %s can register only while start() runs"
                                .formatted(method, id()));
            }
            registration.run();
            return this;
        } catch (IllegalArgumentException nonsense) {
            throw refused(new BadRegistration(method, nonsense));
        } finally {
            lock.unlock();
        }
    }

    /** Remembers the first refusal, for the plugin may take no notice. */
    private RuntimeException refused(RuntimeException thrown) {
        if (refusal == null) {
            refusal = thrown;
        }
        return thrown;
    }

    private static <T> T given(@Nullable T argument) {
        if (argument == null) {
            throw new IllegalArgumentException("an argument is null");
        }
        return argument;
    }
}
