// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.admin;

import dev.switchboard.api.Identity;
import dev.switchboard.server.client.Revocation;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A switch that only writes down what it was told. */
final class Ledger implements Operations {

    volatile Optional<String> unready = Optional.empty();
    volatile Optional<String> stuck = Optional.empty();
    volatile boolean valid = true;
    volatile boolean broken;
    volatile Duration asked = Duration.ZERO;
    volatile CompletionStage<TopReport> measured =
            CompletableFuture.completedStage(TopReports.QUIET);
    final Queue<String> orders = new ConcurrentLinkedQueue<>();

    @Override
    public Optional<String> stuck() {
        return stuck;
    }

    @Override
    public Optional<String> unready() {
        return unready;
    }

    @Override
    public Map<String, ?> info() {
        return Map.of("version", "1.2", "clients", 7);
    }

    @Override
    public String plugins() {
        if (broken) {
            throw new IllegalStateException("on purpose");
        }
        return "chat";
    }

    @Override
    public CompletionStage<TopReport> top(Duration interval) {
        asked = interval;
        return measured;
    }

    @Override
    public CompletionStage<String> may(
            Optional<Identity> who, String action, Optional<String> room) {
        return CompletableFuture.completedStage("yes, %s %s %s".formatted(who, action, room));
    }

    @Override
    public String configuration() {
        return "port = 1";
    }

    @Override
    public Outcome reload() {
        orders.add("reload");
        return valid ? new Outcome(true, "changed: port") : new Outcome(false, "line 3 is wrong");
    }

    @Override
    public Outcome drain(Optional<Duration> window) {
        return noted(window.map(it -> "drain over " + it).orElse("drain"));
    }

    private Outcome noted(String order) {
        orders.add(order);
        return new Outcome(true, order);
    }

    @Override
    public Collection<Revocation> revocations() {
        return List.of();
    }

    @Override
    public Outcome revoke(Revocation.What what, String name, Instant issuedBefore) {
        return noted("revoke " + what + " " + name);
    }

    @Override
    public Outcome sendAway(String clientId) {
        return noted("send away " + clientId);
    }

    @Override
    public Outcome forget(Revocation.What what, String name) {
        return noted("forget " + what + " " + name);
    }
}
