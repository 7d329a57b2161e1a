// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.client;

import dev.switchboard.api.Code;
import dev.switchboard.api.Identity;
import dev.switchboard.api.Registration;
import dev.switchboard.server.config.AuthSettings;
import dev.switchboard.server.delivery.Encoder;
import dev.switchboard.server.time.Time;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Supplier;

/**
 * Ends what has an end by the time of day: the time that a client has to say who it is, and the
 * time for which it is believed. Looks at the clock several times a second, so that it is right
 * soon after the time of day was changed, too. Any thread.
 */
public final class Sessions implements AutoCloseable {

    private static final Duration LOOK = Duration.ofMillis(250);

    private enum What {
        /** It must have said who it is. */
        LOGIN,
        /** It is told that its time will be over. */
        NOTICE,
        /** Its time is over. */
        END
    }

    /** What happens to a client, unless something has changed until then. */
    private record Due(Instant at, String id, What what, ConnectedClient client)
            implements Comparable<Due> {

        private static final Comparator<Due> ORDER =
                Comparator.comparing(Due::at).thenComparing(Due::id).thenComparing(Due::what);

        @Override
        public int compareTo(Due other) {
            return ORDER.compare(this, other);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Due due && ORDER.compare(this, due) == 0;
        }

        @Override
        public int hashCode() {
            return id.hashCode();
        }
    }

    private final ConcurrentSkipListSet<Due> dues = new ConcurrentSkipListSet<>();

    /** What is due, by client. */
    private final Map<String, List<Due>> byClient = new ConcurrentHashMap<>();

    private final Supplier<AuthSettings> settings;
    private final Revocations revocations;
    private final Encoder encoder;
    private final Time time;
    private final Registration looking;

    /** Nobody is watched yet. */
    @Inject
    public Sessions(
            Supplier<AuthSettings> settings, Revocations revocations, Encoder encoder, Time time) {
        this.settings = settings;
        this.revocations = revocations;
        this.encoder = encoder;
        this.time = time;
        this.looking = time.every(LOOK, this::look);
    }

    /**
     * Watches over a client as it is now, until it is {@linkplain #forget forgotten}. Others can
     * find it already: whoever revokes its token finds the client, or the client is found revoked
     * here.
     */
    public void watch(ConnectedClient client) {
        var identity = client.identity();
        if (identity.filter(revocations::isRevoked).isPresent()) {
            client.expel(Code.REVOKED, "");
        }
        var next = dues(client, identity.flatMap(Identity::expiresAt));
        var before =
                next.isEmpty() ? byClient.remove(client.id()) : byClient.put(client.id(), next);
        if (before != null) {
            before.forEach(dues::remove);
        }
        dues.addAll(next); // only now: the same token, shown again, is due at the same time
        if (!next.isEmpty() && !next.equals(byClient.get(client.id()))) {
            next.forEach(dues::remove); // the client went meanwhile
        }
    }

    private List<Due> dues(ConnectedClient client, Optional<Instant> end) {
        if (client.isStranger()) {
            var latest = time.instant().plus(settings.get().deadline());
            return List.of(new Due(latest, client.id(), What.LOGIN, client));
        }
        return end.map(at ->
                        List.of(
                                new Due(
                                        at.minus(settings.get().expiryNotice()),
                                        client.id(),
                                        What.NOTICE,
                                        client),
                                new Due(at, client.id(), What.END, client)))
                .orElse(List.of());
    }

    /** The client is gone. */
    public void forget(ConnectedClient client) {
        var before = byClient.remove(client.id());
        if (before != null) {
            before.forEach(dues::remove);
        }
    }

    private void look() {
        var now = time.instant();
        for (var due : dues) { // clients come and go meanwhile
            if (due.at().isAfter(now)) {
                return;
            }
            if (dues.remove(due)) {
                happen(due, now);
            }
        }
    }

    private void happen(Due due, Instant now) {
        var client = due.client();
        switch (due.what()) {
            case LOGIN -> {
                if (client.isStranger()) {
                    client.close(Code.NOT_LOGGED_IN, "no valid token came in time");
                }
            }
            case NOTICE ->
                    client.identity()
                            .flatMap(Identity::expiresAt)
                            .filter(now::isBefore)
                            .ifPresent(end ->
                                    client.send(
                                            encoder.expiring(Duration.between(now, end)), null));
            case END -> {
                boolean isOver =
                        client.identity()
                                .flatMap(Identity::expiresAt)
                                .filter(end -> !end.isAfter(now))
                                .isPresent();
                if (isOver) {
                    client.expel(Code.EXPIRED, "the token has expired");
                }
            }
        }
    }

    /** Looks no more. */
    @Override
    public void close() {
        looking.close();
    }
}
