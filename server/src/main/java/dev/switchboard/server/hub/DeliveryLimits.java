// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.hub;

import dev.switchboard.api.Code;
import dev.switchboard.api.RawMessage;
import dev.switchboard.api.Refusal;
import dev.switchboard.api.Topic;
import dev.switchboard.server.client.Caused.Joint;
import dev.switchboard.server.client.ClientMeters;
import dev.switchboard.server.client.ConnectedClient;
import dev.switchboard.server.client.ConnectionManager;
import dev.switchboard.server.client.DryRun;
import dev.switchboard.server.client.JointQuotas;
import dev.switchboard.server.client.Quota;
import dev.switchboard.server.config.DeliverySettings;
import dev.switchboard.server.config.value.Limit;
import dev.switchboard.server.delivery.Debtor;
import dev.switchboard.server.delivery.Hold;
import dev.switchboard.server.delivery.Publication;
import dev.switchboard.server.time.Time;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How many deliveries the messages of clients may cause: by client, user, address and kind, to
 * everyone, and to one client by others. What plugins publish of their own accord is not limited.
 * Any thread.
 */
public final class DeliveryLimits {

    /** For so long a client is not read after a refusal, so that refusals cost little. */
    private static final long PAUSE = Duration.ofMillis(250).toNanos();

    private final Supplier<DeliverySettings> settings;
    private final ConnectionManager connections;
    private final ClientMeters meters;
    private final DryRun dryRun;
    private final Time time;
    private final Quota everyone;
    private final Map<String, Quota> kinds = new ConcurrentHashMap<>();
    private final JointQuotas<Debtor> joint = new JointQuotas<>();

    /** Nothing is charged yet. */
    @Inject
    public DeliveryLimits(
            Supplier<DeliverySettings> settings,
            ConnectionManager connections,
            ClientMeters meters,
            DryRun dryRun,
            Time time) {
        this.settings = settings;
        this.connections = connections;
        this.meters = meters;
        this.dryRun = dryRun;
        this.time = time;
        this.everyone = new Quota(time.nanos());
    }

    /** A limit that does not let a publication through. */
    private record Reached(Limit limit, Quota quota) {}

    /**
     * Why the publication must not be made now, or null. What is refused pauses its sender. A raw
     * message has no answer that could refuse it; it passes, and its sender is paused.
     */
    @Nullable Refusal refusal(Publication publication) {
        if (!(publication.publisher() instanceof ConnectedClient sender)) {
            return null;
        }
        // mostly nothing is reached, so first the time is good enough at which the sender was read
        var reached = reached(publication, sender, sender.heardAt());
        while (reached != null) {
            long now = time.nanos();
            reached = reached(publication, sender, now);
            if (reached != null && !dryRun.spares(reached.limit)) {
                return refusal(publication, sender, reached, now);
            } else if (reached != null) {
                reached.quota.forgive(now); // and what about the other limits?
            }
        }
        return null;
    }

    private @Nullable Reached reached(Publication publication, ConnectedClient sender, long now) {
        if (sender.caused().own().delay(now) > 0) {
            return new Reached(Limit.DELIVERIES_OF_CLIENT, sender.caused().own());
        }
        var usedUp = sender.caused().usedUp();
        if (usedUp != null && usedUp.quota().delay(now) > 0) {
            return new Reached(usedUp.limit(), usedUp.quota());
        }
        if (publication.topic() instanceof Topic.Everyone && everyone.delay(now) > 0) {
            return new Reached(Limit.DELIVERIES_TO_EVERYONE, everyone);
        }
        var kind = kinds.isEmpty() ? null : kinds.get(publication.kind());
        if (kind != null && kind.delay(now) > 0) {
            return new Reached(Limit.DELIVERIES_OF_KIND, kind);
        }
        return switch (publication.topic()) {
            case Topic.Client(var id) ->
                    connections.find(id).map(it -> full(it, sender, now)).orElse(null);
            case Topic.User(var id) ->
                    connections.ofUser(id).stream()
                            .map(it -> full(it, sender, now))
                            .filter(Objects::nonNull)
                            .findAny()
                            .orElse(null);
            case Topic.Everyone(), Topic.Room(_), Topic.Path(_) -> null;
        };
    }

    private static @Nullable Reached full(
            ConnectedClient receiver, ConnectedClient sender, long now) {
        return receiver != sender && receiver.received().delay(now) > 0
                ? new Reached(Limit.DELIVERIES_RECEIVED, receiver.received())
                : null;
    }

    private @Nullable Refusal refusal(
            Publication publication, ConnectedClient sender, Reached reached, long now) {
        long wait = Math.max(reached.quota.delay(now), PAUSE);
        meters.tooMany(scope(reached.limit));
        if (!sender.readGate().isHeldFor(Hold.RATE)) { // once, however much it publishes
            sender.pause(wait);
        }
        return publication.payload() instanceof RawMessage
                ? null
                : new Refusal(Code.RATE_LIMITED, text(reached.limit))
                        .retryAfter(Duration.ofMillis(Math.ceilDiv(wait, 1_000_000)));
    }

    private static String scope(Limit limit) {
        return switch (limit) {
            case DELIVERIES_OF_USER -> "user";
            case DELIVERIES_OF_ADDRESS -> "address";
            case DELIVERIES_TO_EVERYONE -> "everyone";
            case DELIVERIES_OF_KIND -> "kind";
            case DELIVERIES_RECEIVED -> "received";
            default -> "deliveries";
        };
    }

    private static String text(Limit limit) {
        return switch (limit) {
            case DELIVERIES_OF_USER -> "messages of this user go to too many clients";
            case DELIVERIES_OF_ADDRESS -> "messages from this address go to too many clients";
            case DELIVERIES_TO_EVERYONE -> "too much is said to everyone";
            case DELIVERIES_OF_KIND -> "too many messages of this kind";
            case DELIVERIES_RECEIVED -> "too much is sent to this client";
            default -> "your messages go to too many clients";
        };
    }

    /** Charges for a publication that goes to so many clients, with so many bytes to each. */
    void charge(Publication publication, int receivers, int bytes) {
        if (!(publication.publisher() instanceof ConnectedClient sender)) {
            return;
        }
        var limits = settings.get().limits();
        long now = sender.heardAt();
        double deliveries = receivers * Quota.deliveries(bytes);
        sender.caused().own().charge(deliveries, limits.perClient(), now);
        double step = sender.caused().step(deliveries);
        if (step > 0) {
            chargeJointly(sender, step, limits, now);
        }
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

    private void chargeJointly(
            ConnectedClient sender, double step, DeliverySettings.Limits limits, long now) {
        @Nullable Joint usedUp = null;
        for (var debtor : sender.debtors()) {
            boolean isUser = debtor instanceof Debtor.User;
            var quota = joint.of(debtor, now);
            quota.charge(step, isUser ? limits.perUser() : limits.perAddress(), now);
            if (quota.delay(now) > 0) {
                usedUp =
                        new Joint(
                                isUser ? Limit.DELIVERIES_OF_USER : Limit.DELIVERIES_OF_ADDRESS,
                                quota);
            }
        }
        sender.caused().usedUp(usedUp);
    }
}
