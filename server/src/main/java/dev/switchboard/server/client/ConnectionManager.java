// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.client;

import dev.switchboard.server.config.GateSettings;
import dev.switchboard.server.config.Settings;
import dev.switchboard.server.delivery.Encoder;
import dev.switchboard.server.delivery.Lanes;
import dev.switchboard.server.log.Correlation;
import dev.switchboard.server.time.Time;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All clients: who may come in, who is here, who has left. May be used from any thread. */
public final class ConnectionManager {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionManager.class);

    private final Supplier<Settings> settings;
    private final Time time;
    private final ClientMeters meters;
    private final ConnectedClient.Surroundings surroundings;
    private final Map<String, ConnectedClient> byId = new ConcurrentHashMap<>();
    private final Map<String, Set<ConnectedClient>> byUser = new ConcurrentHashMap<>();
    private final Map<String, Integer> perUser = new ConcurrentHashMap<>();
    private final AtomicInteger admitted = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition isEmpty = lock.newCondition();
    private final AddressBook addresses = new AddressBook();

    /** A registry without clients. */
    public ConnectionManager(
            Supplier<Settings> settings,
            Lanes lanes,
            Encoder encoder,
            Time time,
            ClientMeters meters) {
        this.settings = settings;
        this.time = time;
        this.meters = meters;
        this.surroundings = new ConnectedClient.Surroundings(lanes, encoder, time, settings);
        meters.connections(byId::size);
    }

    /**
     * Reserves a place for a visitor, or says why there is none. Each reservation ends with {@link
     * #disconnected}, or with {@link #cancel} if the visitor never becomes a client.
     */
    public @Nullable Turnaway admit(Visitor visitor) {
        if (visitor.isProbe()) {
            return null;
        }
        var gate = settings.get().gate();
        if (admitted.incrementAndGet() > gate.maxConnections()) {
            admitted.decrementAndGet();
            return Turnaway.FULL;
        }
        var turnaway = addresses.admit(visitor.address(), gate.perAddress(), time.nanos());
        if (turnaway != null) {
            admitted.decrementAndGet();
            return turnaway;
        }
        if (visitor.user().isPresent() && !admitUser(visitor.user().get(), gate)) {
            addresses.leave(visitor.address(), gate.perAddress());
            admitted.decrementAndGet();
            return Turnaway.USER_FULL;
        }
        return null;
    }

    private boolean admitUser(String user, GateSettings gate) {
        int most = gate.perUser().connections();
        var isAdmitted = new boolean[1];
        perUser.compute(
                user,
                (_, count) -> {
                    int present = count == null ? 0 : count;
                    isAdmitted[0] = present < most;
                    return isAdmitted[0] ? Integer.valueOf(present + 1) : count;
                });
        return isAdmitted[0];
    }

    /** Gives a reserved place back. */
    public void cancel(Visitor visitor) {
        if (visitor.isProbe()) {
            return;
        }
        admitted.decrementAndGet();
        addresses.leave(visitor.address(), settings.get().gate().perAddress());
        visitor.user()
                .ifPresent(user ->
                        perUser.computeIfPresent(
                                user, (_, count) -> count == 1 ? null : count - 1));
    }

    /** Makes an admitted visitor a client, whom nobody knows before it has {@link #connected}. */
    public ConnectedClient create(Visitor visitor, Link link) {
        return new ConnectedClient(surroundings, visitor, link);
    }

    /** The client's connection is open. */
    public void connected(ConnectedClient client) {
        var visitor = client.visitor();
        byId.put(client.id(), client);
        visitor.user().ifPresent(user -> addTo(user, client));
        if (!visitor.isProbe()) {
            meters.connected();
            Correlation.run(
                    Correlation.of(client.id()),
                    () ->
                            LOG.atInfo()
                                    .addKeyValue("address", visitor.address().getHostAddress())
                                    .addKeyValue("path", visitor.path())
                                    .log("client connected"));
        }
    }

    private void addTo(String user, ConnectedClient client) {
        byUser.compute(
                user,
                (_, known) -> {
                    Set<ConnectedClient> clients =
                            known == null ? ConcurrentHashMap.newKeySet() : known;
                    clients.add(client);
                    return clients;
                });
    }

    private void removeFrom(String user, ConnectedClient client) {
        byUser.computeIfPresent(
                user,
                (_, clients) -> {
                    clients.remove(client);
                    return clients.isEmpty() ? null : clients;
                });
    }

    /** Forgets a client whose connection is gone; {@code network} says why, if nobody closed it. */
    public void disconnected(ConnectedClient client, Ending network) {
        if (!byId.remove(client.id(), client)) {
            return;
        }
        client.user().ifPresent(user -> removeFrom(user, client));
        var ending = client.gone(network);
        cancel(client.visitor());
        if (!client.visitor().isProbe()) {
            meters.disconnected(ending.code());
            Correlation.run(Correlation.of(client.id()), () -> report(client, ending));
        }
        if (byId.isEmpty()) {
            tellIfEmpty();
        }
    }

    private void tellIfEmpty() {
        lock.lock();
        try {
            isEmpty.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until nobody is connected; false if somebody still was at the end of the wait. */
    public boolean awaitEmpty(Duration longest) throws InterruptedException {
        long left = longest.toNanos();
        lock.lock();
        try {
            while (!byId.isEmpty() && left > 0) {
                left = isEmpty.awaitNanos(left);
            }
            return byId.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    private void report(ConnectedClient client, Ending ending) {
        var lasted = Duration.ofNanos(time.nanos() - client.connectedAt());
        LOG.atInfo()
                .addKeyValue("code", ending.code())
                .addKeyValue("by", ending.by().name().toLowerCase(Locale.ROOT))
                .addKeyValue("reason", ending.reason())
                .addKeyValue("seconds", lasted.toMillis() / 1000.0)
                .addKeyValue("messages_in", client.inflow().messages())
                .addKeyValue("bytes_in", client.inflow().bytes())
                .addKeyValue("messages_out", client.outbox().sentMessages())
                .addKeyValue("bytes_out", client.outbox().sentBytes())
                .log("client disconnected");
    }

    /** The client of this id, if it is connected. */
    public Optional<ConnectedClient> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The connected clients of this user. */
    public Collection<ConnectedClient> ofUser(String user) {
        return Set.copyOf(byUser.getOrDefault(user, Set.of()));
    }

    /** Everybody who is connected; a live view. */
    public Collection<ConnectedClient> clients() {
        return Collections.unmodifiableCollection(byId.values());
    }

    /** How many are connected. */
    public int count() {
        return byId.size();
    }
}
