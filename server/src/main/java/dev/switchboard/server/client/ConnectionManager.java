// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.client;

import dev.switchboard.api.Credentials;
import dev.switchboard.api.Identity;
import dev.switchboard.server.client.Memberships.Identified;
import dev.switchboard.server.config.Settings;
import dev.switchboard.server.delivery.Encoder;
import dev.switchboard.server.delivery.Lanes;
import dev.switchboard.server.time.Time;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All clients: who may come in, who is here, who has left. May be used from any thread. */
public final class ConnectionManager implements AutoCloseable {

    private final ClientMeters meters;
    private final Surroundings surroundings;
    private final Map<String, ConnectedClient> byId = new ConcurrentHashMap<>();
    private final Map<String, Set<ConnectedClient>> byUser = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition isEmpty = lock.newCondition();
    private final Admissions admissions;
    private final ConnectionLog log;

    /** A registry without clients. Each will be the user that its proxy names, if any. */
    @Inject
    public ConnectionManager(
            Supplier<Settings> settings,
            Lanes lanes,
            Encoder encoder,
            Time time,
            ClientMeters meters,
            DryRun dryRun) {
        this.meters = meters;
        this.log = new ConnectionLog(byId, time);
        this.surroundings =
                new Surroundings(
                        lanes,
                        encoder,
                        time,
                        settings,
                        meters,
                        dryRun,
                        new UserAllowances(meters, dryRun));
        this.admissions =
                new Admissions(() -> settings.get().gate(), lanes.memory()::isTight, time, dryRun);
        identifyBy(it ->
                it.identify(
                        it.request()
                                .proxyUser()
                                .map(user -> Identity.of(user).issuedAt(time.instant()))));
        meters.connections(byId::size);
        meters.held(new HeldClients(byId.values(), time)::count);
    }

    /**
     * From now on this step finds out which user connects, before the place of that user is
     * reserved.
     */
    public void identifyBy(Admission.Step step) {
        admissions.add(step);
    }

    /** How fast each address comes. */
    public AddressBook addresses() {
        return admissions.addresses();
    }

    /**
     * The way in for a request. What it holds is given back by {@link #disconnected}, or by itself
     * if there never is a client.
     */
    public Admission admission(ConnectRequest request) {
        return admission(request, null);
    }

    /** The same, with what is shown to say who it is. */
    public Admission admission(ConnectRequest request, @Nullable Credentials credentials) {
        return admissions.begin(request, credentials);
    }

    /**
     * Makes the client of an admitted connection. It is known to nobody until it is {@link
     * #connected}. If it is lost before, what it holds is given back.
     */
    public ConnectedClient create(Admission admission, ClientLink link) {
        return new ConnectedClient(surroundings, admission, link);
    }

    /** The client's connection is open. */
    public void connected(ConnectedClient client) {
        client.user().ifPresent(user -> addTo(user, client));
        byId.put(client.id(), client);
        if (!client.isProbe()) {
            meters.connected(client.outbox().mayCompress());
            log.came(client);
        }
    }

    /**
     * Makes it the client of this user, or of nobody. For the hub, which holds the lock of the
     * client's memberships, so that it cannot leave in between.
     */
    public Identified identify(ConnectedClient client, Optional<Identity> identity) {
        var before = client.user();
        var user = identity.map(Identity::user);
        if (before.equals(user)) {
            client.admission().identify(identity);
            return Identified.BEFORE;
        }
        if (!admissions.change(client.admission(), identity)) {
            return Identified.NOT_ALLOWED;
        }
        before.ifPresent(name -> removeFrom(name, client));
        user.ifPresent(name -> addTo(name, client));
        log.identified(client);
        return Identified.NOW;
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

    /** Forgets a client whose connection is gone. */
    public void disconnected(ConnectedClient client) {
        if (!byId.remove(client.id(), client)) {
            return;
        }
        client.user().ifPresent(user -> removeFrom(user, client));
        client.admission().giveBack();
        if (!client.isProbe()) {
            var ending = client.ending();
            meters.disconnected(ending, client.outbox().mayCompress());
            log.left(client, ending);
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

    /** The client of this id, if it is connected; not one that must say first who it is. */
    public Optional<ConnectedClient> find(String id) {
        return findAny(id).filter(client -> !client.isStranger());
    }

    /** The client of this id, if it is connected, whatever it has said. */
    Optional<ConnectedClient> findAny(String id) {
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

    /** Tells no more of who comes; those who are here stay. */
    @Override
    public void close() {
        log.close();
    }
}
