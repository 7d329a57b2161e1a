// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.admin;

import dev.switchboard.api.Identity;
import dev.switchboard.server.client.Revocation;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * What an operator can see and order: the port through which the admin reaches the rest of the
 * switch. Every method may be called from any thread and may block.
 */
public interface Operations {

    /**
     * What is stuck so that only a restart helps, and for how long; empty while nothing is stuck.
     * Answers at once, whatever is stuck.
     */
    Optional<String> stuck();

    /**
     * Why the switch should get no new clients now, such as {@code draining}; empty if it should.
     */
    Optional<String> unready();

    /**
     * What the switch is and holds: version, addresses, limits, clients. Values are texts, numbers,
     * truth values, and maps and collections of these; the order is kept.
     */
    Map<String, ?> info();

    /** The plugins with their kinds and states, as text for people. */
    String plugins();

    /** Measures for so long who causes the load, and who is held; returns at once. */
    CompletionStage<TopReport> top(Duration interval);

    /**
     * Whether somebody may do something, and what decides that, as text for people that begins with
     * yes or no.
     */
    CompletionStage<String> may(Optional<Identity> who, String action, Optional<String> room);

    /** Every setting with its value and origin, secrets masked, as text for people. */
    String configuration();

    /** Reads the configuration anew and applies what can change live, or nothing if it is wrong. */
    Outcome reload();

    /** What was revoked and still counts. */
    Collection<Revocation> revocations();

    /** Revokes this, or all that is as old as that moment, and sends away who is here by it. */
    Outcome revoke(Revocation.What what, String name, Instant issuedBefore);

    /** Sends one client away. */
    Outcome sendAway(String clientId);

    /** Lets count again what was revoked. */
    Outcome forget(Revocation.What what, String name);

    /**
     * Begins to drain; the process ends when that is done.
     *
     * @param window over which clients leave; as configured if none is given
     */
    Outcome drain(Optional<Duration> window);

    /**
     * How an order went.
     *
     * @param done whether it was carried out; otherwise nothing has changed
     * @param report for people: what changed, what needs a restart, or what is wrong
     */
    record Outcome(boolean done, String report) {}
}
