// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.operation;

import dev.switchboard.api.Topic;
import dev.switchboard.server.admin.TopReport;
import dev.switchboard.server.client.ConnectedClient;
import dev.switchboard.server.delivery.Audience;
import dev.switchboard.server.delivery.Hold;
import dev.switchboard.server.log.Clean;
import dev.switchboard.server.operation.LoadSnapshot.Published;
import dev.switchboard.server.operation.LoadSnapshot.Sent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who has caused the load since a {@link LoadSnapshot}. Only the first rows are worked out in
 * words, however many clients there are. Used by one thread.
 */
final class Load {

    /** A delivery costs one, and one more for each of so many bytes. */
    private static final double DELIVERY = 2048;

    /** Longer names are cut. */
    private static final int LONGEST_NAME = 64;

    private record Client(ConnectedClient client, Sent sent) {}

    private record Room(Audience audience, Published published) {}

    private final SwitchCore core;
    private final LoadSnapshot before;
    private final double seconds;
    private final List<Client> clients = new ArrayList<>();
    private final List<Room> topics = new ArrayList<>();
    private final Map<String, Integer> held = new TreeMap<>();
    private final List<TopReport.Lane> lanes = new ArrayList<>();
    private long messages;
    private long bytes;
    private long deliveries;
    private long cost;

    private Load(SwitchCore core, LoadSnapshot before, long now) {
        this.core = core;
        this.before = before;
        this.seconds = Math.max(1, now - before.at()) / 1e9;
    }

    static TopReport since(LoadSnapshot before, SwitchCore core, long now) {
        var load = new Load(core, before, now);
        load.lookAtLanes();
        load.lookAtClients();
        core.hub().forEachAudience(load::lookAt);
        return load.report();
    }

    private void lookAtLanes() {
        var figures = core.lanes().figures();
        for (int each = 0; each < figures.size(); each++) {
            var then = before.lanes().get(each);
            var lane = figures.get(each);
            deliveries += lane.deliveries() - then.deliveries();
            cost += lane.cost() - then.cost();
            double computed = (lane.cpuNanos() - then.cpuNanos()) / 1e9;
            lanes.add(new TopReport.Lane(lane.lane(), lane.waiting(), 100 * computed / seconds));
        }
    }

    private void lookAtClients() {
        for (var client : core.connections().clients()) {
            var sent = Sent.by(client).since(before.of(client));
            messages += sent.messages();
            bytes += sent.bytes();
            boolean isHeld = client.readGate().isHeld();
            if (isHeld) {
                names(client).forEach(why -> held.merge(why, 1, Integer::sum));
            }
            if (isHeld || client.debt().bytes() > 0 || !sent.equals(Sent.NOTHING)) {
                clients.add(new Client(client, sent));
            }
        }
    }

    private void lookAt(Audience audience) {
        var published = Published.to(audience).since(before.of(audience));
        if (published.publications() > 0) {
            topics.add(new Room(audience, published));
        }
    }

    private TopReport report() {
        return new TopReport(
                seconds,
                core.connections().count(),
                held,
                new TopReport.Traffic(
                        messages / seconds, bytes / seconds, deliveries / seconds, perSecond(cost)),
                new TopReport.Memory(
                        core.lanes().memory().kept(), core.lanes().memory().outboxes()),
                lanes,
                clients.stream()
                        .sorted(
                                Comparator.comparingLong((Client it) -> it.sent.cost())
                                        .thenComparingLong(it -> it.client.debt().bytes())
                                        .thenComparingLong(it -> it.sent.bytes())
                                        .reversed())
                        .limit(TopReport.MOST)
                        .map(this::row)
                        .toList(),
                topics.stream()
                        .sorted(
                                Comparator.comparingLong((Room it) -> it.published.cost())
                                        .reversed())
                        .limit(TopReport.MOST)
                        .map(this::row)
                        .toList());
    }

    private TopReport.Client row(Client it) {
        var client = it.client;
        return new TopReport.Client(
                client.id(),
                Clean.shown(client.user().orElse(""), LONGEST_NAME),
                client.address().getHostAddress(),
                Clean.shown(client.path(), LONGEST_NAME),
                it.sent.messages() / seconds,
                it.sent.bytes() / seconds,
                perSecond(it.sent.cost()),
                share(it.sent.cost()),
                client.debt().bytes(),
                names(client));
    }

    private TopReport.Topic row(Room it) {
        return new TopReport.Topic(
                Clean.shown(name(it.audience.topic()), LONGEST_NAME),
                it.published.publications() / seconds,
                it.audience.size(),
                perSecond(it.published.cost()),
                share(it.published.cost()));
    }

    private static List<String> names(ConnectedClient client) {
        return client.readGate().reasons().stream().map(Load::name).toList();
    }

    private static String name(Hold why) {
        return why.name().toLowerCase(Locale.ROOT);
    }

    private static String name(Topic topic) {
        return switch (topic) {
            case Topic.Everyone() -> "everyone";
            case Topic.Room(var name) -> "room " + name;
            case Topic.User(var id) -> "user " + id;
            case Topic.Path(var path) -> "path " + path;
            case Topic.Client(var id) -> "client " + id;
        };
    }

    private double perSecond(long some) {
        return some / DELIVERY / seconds;
    }

    private double share(long some) {
        return cost == 0 ? 0 : 100.0 * some / cost;
    }
}
