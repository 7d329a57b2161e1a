// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.hub;

import dev.switchboard.api.Code;
import dev.switchboard.api.RawMessage;
import dev.switchboard.api.Refusal;
import dev.switchboard.api.Topic;
import dev.switchboard.server.client.ClientMeters;
import dev.switchboard.server.client.ConnectedClient;
import dev.switchboard.server.client.ConnectionManager;
import dev.switchboard.server.client.Quota;
import dev.switchboard.server.config.DeliverySettings;
import dev.switchboard.server.delivery.Hold;
import dev.switchboard.server.delivery.Publication;
import dev.switchboard.server.time.Time;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How many deliveries the messages of clients may cause: by client, by kind, to everyone, and to
 * one client by others. What plugins publish of their own accord is not limited. Any thread.
 */
public final class DeliveryLimits {

    /** For so long a client is not read after a refusal, so that refusals cost little. */
    private static final long PAUSE = Duration.ofMillis(250).toNanos();

    private final Supplier<DeliverySettings> settings;
    private final ConnectionManager connections;
    private final ClientMeters meters;
    private final Time time;
    private final Quota everyone;
    private final Map<String, Quota> kinds = new ConcurrentHashMap<>();

    /** Nothing is charged yet. */
    @Inject
    public DeliveryLimits(
            Supplier<DeliverySettings> settings,
            ConnectionManager connections,
            ClientMeters meters,
            Time time) {
        this.settings = settings;
        this.connections = connections;
        this.meters = meters;
        this.time = time;
        this.everyone = new Quota(time.nanos());
    }

    /**
     * Why the publication must not be made now, or null. What is refused pauses its sender. A raw
     * message has no answer that could refuse it; it passes, and its sender is paused.
     */
    @Nullable Refusal refusal(Publication publication) {
        if (!(publication.publisher() instanceof ConnectedClient sender)) {
            return null;
        }
        var reached = reached(publication, sender, sender.heardAt());
        if (reached == null) {
            return null;
        }
        long wait = reached.quota().delay(time.nanos());
        if (wait == 0) {
            return null; // it has been read some time ago
        }
        meters.tooManyDeliveries(reached.scope());
        if (!sender.readGate().reasons().contains(Hold.RATE)) { // once, however much it publishes
            sender.pause(Math.max(wait, PAUSE));
        }
        if (publication.payload() instanceof RawMessage) {
            return null;
        }
        return new Refusal(Code.RATE_LIMITED, reached.text())
                .retryAfter(Duration.ofMillis(Math.ceilDiv(Math.max(wait, PAUSE), 1_000_000)));
    }

    /** A limit that is used up. */
    private record Reached(Quota quota, String scope, String text) {}

    private @Nullable Reached reached(Publication publication, ConnectedClient sender, long now) {
        if (sender.caused().delay(now) > 0) {
            return new Reached(
                    sender.caused(), "deliveries", "your messages go to too many clients");
        }
        if (publication.topic() instanceof Topic.Everyone && everyone.delay(now) > 0) {
            return new Reached(everyone, "everyone", "too much is said to everyone");
        }
        var kind = kinds.isEmpty() ? null : kinds.get(publication.kind());
        if (kind != null && kind.delay(now) > 0) {
            return new Reached(kind, "kind", "too many messages of this kind");
        }
        return switch (publication.topic()) {
            case Topic.Client(var id) ->
                    connections.find(id).map(it -> full(it, sender, now)).orElse(null);
            case Topic.User(var id) ->
                    connections.ofUser(id).stream()
                            .map(it -> full(it, sender, now))
                            .filter(it -> it != null)
                            .findAny()
                            .orElse(null);
            case Topic.Everyone(), Topic.Room(_), Topic.Path(_) -> null;
        };
    }

    private static @Nullable Reached full(
            ConnectedClient receiver, ConnectedClient sender, long now) {
        return receiver != sender && receiver.received().delay(now) > 0
                ? new Reached(receiver.received(), "received", "too much is sent to this client")
                : null;
    }

    /** Charges for a publication that goes to so many clients, with so many bytes to each. */
    void charge(Publication publication, int receivers, int bytes) {
        if (!(publication.publisher() instanceof ConnectedClient sender)) {
            return;
        }
        var limits = settings.get().limits();
        long now = sender.heardAt();
        double deliveries = receivers * Quota.deliveries(bytes);
        sender.caused().charge(deliveries, limits.perClient(), now);
        if (publication.topic() instanceof Topic.Everyone) {
            everyone.charge(deliveries, limits.everyone(), now);
        }
        var rate = limits.kinds().get(publication.kind());
        if (rate != null) {
            kinds.computeIfAbsent(publication.kind(), _ -> new Quota(now))
                    .charge(deliveries, rate, now);
        }
        if (publication.topic() instanceof Topic.User(var id)) {
            connections.ofUser(id).forEach(it -> it.charge(bytes, sender));
        }
    }
}
