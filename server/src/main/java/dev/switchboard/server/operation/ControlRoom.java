// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.operation;

import dev.switchboard.api.Identity;
import dev.switchboard.server.admin.Operations;
import dev.switchboard.server.admin.TopReport;
import dev.switchboard.server.cli.RunFiles.Addresses;
import dev.switchboard.server.client.Revocation;
import dev.switchboard.server.codec.KindDescription;
import dev.switchboard.server.config.DrainSettings;
import dev.switchboard.server.config.LiveSettings;
import dev.switchboard.server.config.Reload;
import dev.switchboard.server.config.binding.ConfigurationException;
import dev.switchboard.server.plugin.PluginDescription;
import dev.switchboard.server.plugin.PluginState;
import dev.switchboard.server.time.Watchdog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** What the operator sees and orders, put together from all over the switch. Any thread. */
final class ControlRoom implements Operations {

    private static final Logger LOG = LoggerFactory.getLogger(ControlRoom.class);

    private final Switchboard switchboard;
    private final Certificates certificates;
    private final LiveSettings settings;
    private final Watchdog watchdog;
    private final Orders orders;

    /** Known once the switch serves; like the next, written by the main thread. */
    private volatile Optional<Addresses> addresses = Optional.empty();

    private volatile Optional<String> unready = Optional.of("starting");

    /** The time over which clients leave, if somebody ordered another one than is configured. */
    private volatile Optional<Duration> orderedWindow = Optional.empty();

    ControlRoom(
            Switchboard switchboard,
            Certificates certificates,
            LiveSettings settings,
            Watchdog watchdog,
            Orders orders) {
        this.certificates = certificates;
        this.switchboard = switchboard;
        this.settings = settings;
        this.watchdog = watchdog;
        this.orders = orders;
    }

    /** Clients are welcome, here. */
    void serves(Addresses at) {
        addresses = Optional.of(at);
        unready = Optional.empty();
    }

    /**
     * Clients are not welcome any more.
     *
     * @return how they are to leave: as configured, or as ordered
     */
    DrainSettings drains(DrainSettings configured) {
        unready = Optional.of("draining");
        return orderedWindow.map(configured::over).orElse(configured);
    }

    @Override
    public Optional<String> stuck() {
        return watchdog.complaint();
    }

    @Override
    public Optional<String> unready() {
        return unready;
    }

    @Override
    public Map<String, ?> info() {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("version", Version.current());
        addresses.ifPresent(at -> {
            info.put("page", at.page());
            info.put("websocket", at.websocket());
        });
        info.put("state", unready.orElse("ready"));
        info.put("clients", switchboard.connections().count());
        var now = settings.current();
        Map<String, Object> limits = new LinkedHashMap<>();
        limits.put("connections", now.gate().maxConnections());
        limits.put("connections_per_address", now.gate().perAddress().connections());
        limits.put("message_bytes", now.messages().maxSize().bytes());
        limits.put("message_rate", now.messages().rate().toString());
        limits.put("message_burst", now.messages().burst());
        limits.put("rooms_per_client", now.rooms().perClient());
        limits.put("outbox_bytes", now.delivery().outbox().bytes().bytes());
        limits.put("outbox_messages", now.delivery().outbox().messages());
        info.put("limits", limits);
        return info;
    }

    @Override
    public String plugins() {
        var table = new StringBuilder();
        for (var plugin : switchboard.plugins().describe()) {
            table.append(line(plugin));
        }
        return table.toString();
    }

    private String line(PluginDescription plugin) {
        var owns =
                Stream.of(plugin.kinds().stream(), plugin.paths().stream(), sent(plugin))
                        .flatMap(Function.identity())
                        .collect(Collectors.joining(" "));
        var rest =
                switch (plugin.state()) {
                    case PluginState.Phase _ -> owns;
                    case PluginState.Failed(var cause) -> cause;
                    case PluginState.Quarantined _, PluginState.Blocked _ ->
                            plugin.state().sentence();
                };
        if (plugin.stuckCalls() > 0) {
            rest += " (stuck calls: %d)".formatted(plugin.stuckCalls());
        }
        var version = plugin.version().isEmpty() ? "-" : plugin.version();
        return "%-12s %-10s %-11s %s%n"
                .formatted(plugin.id(), version, plugin.state().word(), rest);
    }

    /** The kinds that a plugin sends, marked to differ from those that it receives. */
    private Stream<String> sent(PluginDescription plugin) {
        return switchboard.plugins().kinds().stream()
                .filter(kind -> kind.direction() == KindDescription.Direction.OUT)
                .filter(kind -> kind.plugin().equals(plugin.id()))
                .map(kind -> ">" + kind.shape().kind())
                .sorted();
    }

    @Override
    public CompletionStage<TopReport> top(Duration interval) {
        return switchboard.top().measure(interval);
    }

    @Override
    public CompletionStage<String> may(
            Optional<Identity> who, String action, Optional<String> room) {
        return switchboard.whoMay().tell(who, action, room);
    }

    @Override
    public String configuration() {
        return settings.effective(switchboard.plugins().defaults()).table();
    }

    @Override
    public Outcome reload() {
        Outcome outcome = attemptReload();
        // A line each: whoever reads the log sees the same table as whoever gave the order.
        outcome.report()
                .lines()
                .forEach(line -> LOG.atLevel(outcome.done() ? Level.INFO : Level.WARN).log(line));
        return outcome;
    }

    private Outcome attemptReload() {
        try {
            var renewal = certificates.renewal();
            var reload = settings.reload();
            renewal.ifPresent(Runnable::run);
            return new Outcome(true, report(reload, renewal.isPresent()));
        } catch (ConfigurationException | IOException mistakes) {
            return new Outcome(false, "Nothing is changed.\n" + mistakes.getMessage());
        }
    }

    private String report(Reload reload, boolean hasNewCertificates) {
        var lines = new ArrayList<String>();
        list("In force now:", reload.applied(), lines);
        list("Waits for the next start:", reload.waiting(), lines);
        if (!reload.plugins().isEmpty()) {
            lines.add(
                    "Plugins whose settings wait for the next start: "
                            + String.join(", ", reload.plugins()));
        }
        if (hasNewCertificates) {
            lines.add("New connections get the certificates that the files hold now.");
        }
        if (lines.isEmpty()) {
            lines.add("Nothing has changed.");
        }
        settings.configuration()
                .warnings()
                .forEach(warning -> lines.add("Warning: " + warning.sentence()));
        Warnings.of(settings.current().rights(), WhoMay.actions(switchboard.plugins().kinds()))
                .forEach(warning -> lines.add("Warning: " + warning));
        return String.join("\n", lines);
    }

    private static void list(String title, List<Reload.Change> changes, List<String> lines) {
        if (!changes.isEmpty()) {
            lines.add(title);
            changes.forEach(it ->
                    lines.add("  %s: %s -> %s".formatted(it.path(), it.before(), it.after())));
        }
    }

    @Override
    public Collection<Revocation> revocations() {
        return switchboard.revoker().revocations().list();
    }

    @Override
    public Outcome revoke(Revocation.What what, String name, Instant issuedBefore) {
        try {
            int gone = switchboard.revoker().revoke(what, name, issuedBefore);
            return new Outcome(true, "Revoked; clients sent away: " + gone + ".");
        } catch (UncheckedIOException notKept) {
            LOG.error("a revocation could not be kept", notKept);
            return new Outcome(
                    false,
                    "Revoked, and those who were here are sent away; but it could not be written"
                            + " down, and will be forgotten at a restart.");
        }
    }

    @Override
    public Outcome sendAway(String clientId) {
        return switchboard.revoker().end(clientId)
                ? new Outcome(true, "The client was sent away.")
                : new Outcome(false, "There is no client of this id.");
    }

    @Override
    public Outcome forget(Revocation.What what, String name) {
        try {
            return switchboard.revoker().revocations().remove(what, name)
                    ? new Outcome(true, "Forgotten.")
                    : new Outcome(false, "This was not revoked, or counts no more.");
        } catch (UncheckedIOException notKept) {
            LOG.error("a revocation could not be forgotten", notKept);
            return new Outcome(
                    false,
                    "Forgotten; but that could not be written down, so it is back after a restart.");
        }
    }

    @Override
    public Outcome drain(Optional<Duration> window) {
        orderedWindow = window;
        orders.give(Orders.Order.STOP);
        return new Outcome(true, "Draining; the process ends when all clients have gone.");
    }
}
