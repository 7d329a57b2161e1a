// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.routing;

import dev.switchboard.api.Identity;
import dev.switchboard.api.Question;
import dev.switchboard.server.client.ConnectedClient;
import dev.switchboard.server.hub.LocalHub;
import dev.switchboard.server.hub.RoomRights;
import dev.switchboard.server.log.LogThrottle;
import dev.switchboard.server.rights.Decision;
import dev.switchboard.server.rights.Rights;
import dev.switchboard.server.time.Time;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plugins that decide what clients may do, where neither the operator's rules nor grants do.
 * Any thread; what waits is a concurrent queue, and atomic numbers count what is under way.
 */
public final class Authorizers implements RoomRights.Others {

    private static final Logger LOG = LoggerFactory.getLogger(Authorizers.class);
    private static final Duration LOG_INTERVAL = Duration.ofSeconds(10);

    /** So many members are asked about at a time, so that messages have their turn between them. */
    private static final int MOST_MEMBERS = 64;

    private final Routes routes;
    private final Rights rights;
    private final Answer ofRooms;
    private final Time time;
    private final LogThrottle unanswered = new LogThrottle(LOG_INTERVAL);

    private final Set<Member> known = ConcurrentHashMap.newKeySet();
    private final Queue<Member> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger underWay = new AtomicInteger();

    /** How often somebody wanted to go on since nobody did. */
    private final AtomicInteger wishes = new AtomicInteger();

    /** A client about which somebody is to be asked again, in a room or on a path. */
    private record Member(ConnectedClient client, String action, String place, Answer answer) {}

    /** Who is told what was decided about a client that was this somebody when it was asked. */
    @FunctionalInterface
    interface Answer {
        void decided(
                ConnectedClient client, Optional<Identity> who, String place, Decision decision);
    }

    @Inject
    public Authorizers(Routes routes, Rights rights, LocalHub hub, Time time) {
        this.routes = routes;
        this.rights = rights;
        this.ofRooms = hub::decided;
        this.time = time;
    }

    @Override
    public boolean areThere() {
        return !routes.current().authorizers().isEmpty();
    }

    /**
     * What the first that has an opinion says, or else what holds otherwise. The stage does not
     * fail.
     */
    public CompletionStage<Decision> ask(Question question) {
        return ask(question, routes.current().authorizers());
    }

    private CompletionStage<Decision> ask(Question question, List<AuthorizerRoute> left) {
        if (left.isEmpty()) {
            return CompletableFuture.completedStage(rights.otherwise(question.action()));
        }
        var first = left.getFirst();
        return first.guard()
                .ask(first.subject(), () -> first.code().decide(question))
                .handle((verdict, failure) -> {
                    if (verdict == null) {
                        return unanswered(first.plugin(), question, failure);
                    }
                    return switch (verdict) {
                        case ALLOW -> decided(true, first);
                        case DENY -> decided(false, first);
                        case NO_OPINION -> null;
                    };
                })
                .thenCompose(decision ->
                        decision == null
                                ? ask(question, left.subList(1, left.size()))
                                : CompletableFuture.completedStage(decision));
    }

    private static Decision decided(boolean isAllowed, AuthorizerRoute by) {
        return new Decision(isAllowed, "the plugin " + by.plugin());
    }

    private Decision unanswered(String plugin, Question question, @Nullable Throwable failure) {
        unanswered.log(
                time.nanos(),
                before ->
                        LOG.atWarn()
                                .addKeyValue("plugin", plugin)
                                .addKeyValue("action", question.action())
                                .addKeyValue("times", before + 1)
                                .addKeyValue("why", failure == null ? "no verdict" : failure)
                                .log("a plugin did not say whether a client may do something"));
        return rights.unanswered(plugin);
    }

    /** A question about what a client wants. */
    static Question question(
            ConnectedClient client, Optional<Identity> who, String action, @Nullable String room) {
        return new Question(
                client.id(), who.map(Identity::user), action, Optional.ofNullable(room));
    }

    // Members

    @Override
    public void ask(ConnectedClient client, String room) {
        ask(client, RoomRights.JOIN, room, ofRooms);
    }

    /**
     * Asks whether a client may stay in a place, a room or a path. Returns at once.
     *
     * @param answer the same each time, so that nobody is asked the same twice
     */
    void ask(ConnectedClient client, String action, String place, Answer answer) {
        var member = new Member(client, action, place, answer);
        if (known.add(member)) {
            waiting.add(member);
            goOn();
        }
    }

    /**
     * Asks about the next ones, unless enough is under way. One thread at a time does, and looks
     * again for those that came meanwhile; so answers that come at once make no recursion.
     */
    private void goOn() {
        if (wishes.getAndIncrement() > 0) {
            return;
        }
        int seen = 1;
        do {
            while (underWay.get() < MOST_MEMBERS) {
                var next = waiting.poll();
                if (next == null) {
                    break;
                }
                underWay.incrementAndGet();
                askAbout(next);
            }
            seen = wishes.addAndGet(-seen);
        } while (seen > 0);
    }

    private void askAbout(Member member) {
        known.remove(member); // what changes from now on is asked about again
        var client = member.client();
        var who = client.identity();
        ask(question(client, who, member.action(), member.place()))
                .thenAccept(decision -> {
                    underWay.decrementAndGet();
                    member.answer().decided(client, who, member.place(), decision);
                    goOn();
                });
    }
}
