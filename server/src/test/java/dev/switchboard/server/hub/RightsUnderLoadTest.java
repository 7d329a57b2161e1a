// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.api.Grant;
import dev.switchboard.api.Identity;
import dev.switchboard.api.Kind;
import dev.switchboard.api.Refusal;
import dev.switchboard.api.Topic;
import dev.switchboard.server.client.ClientFloor;
import dev.switchboard.server.client.ConnectedClient;
import dev.switchboard.server.config.Permission;
import dev.switchboard.server.config.RightsSettings;
import dev.switchboard.support.Await;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is published once a right has gone does not reach those who had it. */
class RightsUnderLoadTest {

    /** A publication; all have a number of their own. */
    @Kind("said")
    private record Said(String room, int number) {}

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private static final Pattern SAID =
            Pattern.compile("\\{\"msg_type\":\"said\",\"room\":\"(\\w)\",\"number\":(\\d+)}");

    private static final List<String> ROOMS = List.of("a", "b", "c");
    private static final List<String> USERS = List.of("ann", "bob");
    private static final int CLIENTS = 6;
    private static final int CHANGES = 150;

    /** So much more is published, and so often is somebody in or out, for each change. */
    private static final int PUBLICATIONS = 8;

    private static final int MOVES = 16;

    /** A rule about joining, as this test understands it. */
    private record Rule(boolean allows, Set<String> rooms, Optional<String> user) {

        boolean matches(Optional<Identity> who, String room) {
            return rooms.contains(room) && (user.isEmpty() || who.map(Identity::user).equals(user));
        }

        RightsSettings.Rule written() {
            var actions = Optional.of(List.of("join"));
            Optional<List<String>> no = Optional.empty();
            return new RightsSettings.Rule(
                    allows ? actions : no,
                    allows ? no : actions,
                    Optional.of(List.copyOf(rooms)),
                    user.map(List::of),
                    Optional.empty());
        }
    }

    /** What held from one publication on; while it was changed, what held before may hold, too. */
    private record Change<S>(int begun, int done, S state) {}

    private final ClientFloor floor =
            new ClientFloor(
                    "delivery.lanes = 2, gate.per-address { connections = 100000 }",
                    "gate.per-address.new-connections = 1000000/s",
                    "gate.per-user.connections = 100000");
    private final LocalHub hub = HubFloor.hub(floor);
    private final Semaphore publications = new Semaphore(0);
    private final Semaphore moves = new Semaphore(0);
    private final AtomicInteger moved = new AtomicInteger();
    private final AtomicInteger numbers = new AtomicInteger();

    /** By the number of a publication, that of the last one when it was under way. */
    private final Map<Integer, Integer> ends = new ConcurrentHashMap<>();

    private final AtomicBoolean isOver = new AtomicBoolean();

    @AfterEach
    void close() {
        floor.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void nobodyGetsWhatIsPublishedAfterItsRightHasGone(long seed) throws Exception {
        var clients = IntStream.range(0, CLIENTS).mapToObj(_ -> floor.connect()).toList();
        var rules = new ArrayList<Change<List<Rule>>>(List.of(new Change<>(0, 0, List.of())));
        var identities = new ArrayList<List<Change<Optional<Identity>>>>();
        clients.forEach(_ ->
                identities.add(new ArrayList<>(List.of(new Change<>(0, 0, Optional.empty())))));
        var start = new CountDownLatch(1);
        try (var threads = Executors.newCachedThreadPool()) {
            var changing = new ArrayList<Future<?>>();
            changing.add(threads.submit(() -> changeRules(new Random(seed), start, rules)));
            for (int half = 0; half < 2; half++) {
                int first = half;
                changing.add(
                        threads.submit(() ->
                                changeIdentities(
                                        new Random(seed + 1 + first),
                                        start,
                                        clients,
                                        identities,
                                        first)));
            }
            var others = new ArrayList<Future<?>>();
            for (int each = 0; each < 2; each++) {
                var random = new Random(seed + 10 + each);
                others.add(threads.submit(() -> joinAndLeave(random, start, clients)));
                others.add(threads.submit(() -> publish(random.nextInt(), start)));
            }
            start.countDown();
            await(changing);
            isOver.set(true);
            moves.release(2);
            publications.release(2);
            await(others);
        }
        floor.delivery.settle();

        int received = 0;
        for (int each = 0; each < CLIENTS; each++) {
            received += check(clients.get(each), rules, identities.get(each));
        }
        assertThat(received).isGreaterThan(CHANGES);
    }

    private static void await(List<Future<?>> all) throws InterruptedException, ExecutionException {
        for (var each : all) {
            each.get();
        }
    }

    /** Lets others do something, some of it before the next change. */
    private void letOthersAct() {
        int enoughMoves = moved.get() + MOVES / 2;
        moves.release(MOVES);
        Await.until(() -> moved.get() >= enoughMoves);
        int enough = numbers.get() + PUBLICATIONS / 2;
        publications.release(PUBLICATIONS);
        Await.until(() -> numbers.get() >= enough);
    }

    private Object changeRules(
            Random random, CountDownLatch start, List<Change<List<Rule>>> changes)
            throws InterruptedException {
        start.await();
        for (int change = 0; change < CHANGES; change++) {
            var next =
                    IntStream.range(0, random.nextInt(4))
                            .mapToObj(_ ->
                                    new Rule(
                                            random.nextInt(3) == 0,
                                            some(random),
                                            random.nextBoolean()
                                                    ? Optional.empty()
                                                    : Optional.of(pick(random, USERS))))
                            .toList();
            int begun = numbers.get();
            floor.rights.change(
                    new RightsSettings(
                            next.stream().map(Rule::written).toList(),
                            Permission.ALLOW,
                            Permission.DENY));
            hub.checkRooms();
            changes.add(new Change<>(begun, numbers.get(), next));
            letOthersAct();
        }
        return changes;
    }

    private Object changeIdentities(
            Random random,
            CountDownLatch start,
            List<ConnectedClient> clients,
            List<List<Change<Optional<Identity>>>> changes,
            int half)
            throws InterruptedException {
        start.await();
        for (int change = 0; change < CHANGES; change++) {
            int at = 2 * random.nextInt(CLIENTS / 2) + half;
            var next = identity(random);
            int begun = numbers.get();
            hub.identify(clients.get(at), next);
            changes.get(at).add(new Change<>(begun, numbers.get(), next));
            letOthersAct();
        }
        return changes;
    }

    private static Optional<Identity> identity(Random random) {
        if (random.nextInt(4) == 0) {
            return Optional.empty();
        }
        var user = Identity.of(pick(random, USERS));
        return Optional.of(
                random.nextBoolean()
                        ? user
                        : user.granted(
                                some(random).stream()
                                        .map(room -> new Grant(Set.of("join"), room))
                                        .toList()));
    }

    private Object joinAndLeave(Random random, CountDownLatch start, List<ConnectedClient> clients)
            throws InterruptedException {
        start.await();
        while (mayGoOn(moves)) {
            moved.incrementAndGet();
            var client = pick(random, clients);
            String room = pick(random, ROOMS);
            try {
                if (random.nextInt(5) == 0) {
                    hub.leave(client, room);
                } else {
                    hub.join(client, room);
                }
            } catch (Refusal forbidden) {
                assertThat(forbidden.code()).isEqualTo("forbidden");
            }
        }
        return clients;
    }

    private Object publish(int seed, CountDownLatch start) throws InterruptedException {
        start.await();
        var random = new Random(seed);
        while (mayGoOn(publications)) {
            String room = pick(random, ROOMS);
            int number = numbers.incrementAndGet();
            hub.publish(Topic.room(room), new Said(room, number));
            ends.put(number, numbers.get());
        }
        return numbers;
    }

    /** True with the next permit; false when all is over. */
    private boolean mayGoOn(Semaphore permits) throws InterruptedException {
        permits.acquire();
        return !isOver.get();
    }

    private static <T> T pick(Random random, List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    /** One room or more. */
    private static Set<String> some(Random random) {
        int first = random.nextInt(ROOMS.size());
        return Set.copyOf(ROOMS.subList(first, first + 1 + random.nextInt(ROOMS.size() - first)));
    }

    /** Checks each publication that came in; returns how many. */
    private int check(
            ConnectedClient client,
            List<Change<List<Rule>>> rules,
            List<Change<Optional<Identity>>> identities) {
        int received = 0;
        for (String frame : floor.link(client).frames()) {
            var said = SAID.matcher(frame);
            if (said.matches()) {
                received++;
                int number = Integer.parseInt(said.group(2));
                String room = said.group(1);
                int end = ends.get(number);
                assertThat(
                                isAllowed(
                                        states(rules, number, end),
                                        states(identities, number, end),
                                        room))
                        .as("%s may get %s", client, frame)
                        .isTrue();
            }
        }
        return received;
    }

    /** Those that may have held while this was published. */
    private static <S> List<S> states(List<Change<S>> changes, int number, int end) {
        var states = new ArrayList<S>();
        for (var change : changes) {
            if (change.done() < number) { // those before it hold no more
                states.clear();
            }
            if (change.begun() <= end) {
                states.add(change.state());
            }
        }
        return states;
    }

    private static boolean isAllowed(
            List<List<Rule>> rules, List<Optional<Identity>> identities, String room) {
        return rules.stream()
                .anyMatch(each -> identities.stream().anyMatch(who -> isAllowed(each, who, room)));
    }

    private static boolean isAllowed(List<Rule> rules, Optional<Identity> who, String room) {
        return rules.stream()
                .filter(rule -> rule.matches(who, room))
                .findFirst()
                .map(Rule::allows)
                .or(() ->
                        who.flatMap(Identity::grants)
                                .map(all -> all.stream().anyMatch(it -> it.rooms().equals(room))))
                .orElse(true);
    }

    /**
     * Each of so many clients is in some rooms, and as much is published as can be. How long it
     * takes depends on who else uses the machine; so only what it computes is held to a second.
     */
    @Test
    void rightsOfTenThousandClientsChangeWithinASecond() throws Exception {
        int count = 10_000;
        var random = new Random(1);
        var clients = IntStream.range(0, count).mapToObj(_ -> floor.connect()).toList();
        for (var client : clients) {
            var _ = hub.identify(client, Optional.of(Identity.of("user-" + random.nextInt(100))));
            for (int room = 0; room < 5; room++) {
                hub.join(client, "room-" + room + "-" + random.nextInt(100));
            }
        }
        try (var threads = Executors.newCachedThreadPool()) {
            var storm =
                    threads.submit(() -> {
                        for (int next = 0; !isOver.get(); next++) {
                            String room = "room-%d-%d".formatted(next % 5, next % 100);
                            hub.publish(Topic.room(room), new Said("s", next));
                        }
                        return isOver;
                    });
            long computed = THREADS.getCurrentThreadCpuTime();
            long begun = System.nanoTime();
            floor.rights.change(
                    new RightsSettings(
                            List.of(
                                    rule(true, "room-{user}.*"),
                                    rule(true, "room-0-*", "room-1-*7", "room-2-*"),
                                    rule(false, "room-*")),
                            Permission.ALLOW,
                            Permission.DENY));
            hub.checkRooms();
            long took = System.nanoTime() - begun;
            long cost = THREADS.getCurrentThreadCpuTime() - computed;
            isOver.set(true);
            storm.get();

            long left = clients.stream().mapToLong(client -> client.rooms().size()).sum();
            System.out.printf(
                    "%,d clients, 50,000 memberships, %,d ended: %,d ms, of which computing %,d ms%n",
                    count, 50_000 - left, took / 1_000_000, cost / 1_000_000);
            assertThat(left).isBetween(20_000L, 23_000L);
            assertThat(cost).isLessThan(1_000_000_000);
        }
    }

    private static RightsSettings.Rule rule(boolean allows, String... rooms) {
        var actions = Optional.of(List.of("join"));
        Optional<List<String>> no = Optional.empty();
        return new RightsSettings.Rule(
                allows ? actions : no,
                allows ? no : actions,
                Optional.of(List.of(rooms)),
                Optional.empty(),
                Optional.empty());
    }
}
