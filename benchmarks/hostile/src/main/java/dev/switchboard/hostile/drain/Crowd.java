// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.drain;

import dev.switchboard.load.client.Clock;
import dev.switchboard.load.client.Ending;
import dev.switchboard.load.client.Endpoint;
import dev.switchboard.load.client.MarkerFinder;
import dev.switchboard.load.client.Worker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Clients at one switch, on a thread of their own: the worker's, to which everything here belongs.
 * Other threads {@link #ask}, or {@link #expect} somebody.
 */
final class Crowd implements AutoCloseable {
    private static final int ON_THEIR_WAY = 64;
    private static final long AGAIN = Clock.SECOND;

    /** What was said that long before the end of a connection is surely read before it. */
    private static final long IN_TIME = Clock.SECOND;

    private record Due(int number, long moment) {}

    private final Manner manner;
    private final Worker worker;
    private final MarkerFinder finder = new MarkerFinder();
    private final PriorityQueue<Due> due =
            new PriorityQueue<>(Comparator.comparingLong(Due::moment));
    private final Map<Integer, Stay> stays = new HashMap<>();
    private final List<Stay> speakers = new ArrayList<>();
    private final Map<String, Long> endings = new TreeMap<>();
    private final @Nullable Crowd elsewhere;
    private double gap;
    private double nextTalk = Clock.NEVER;
    private int turn;
    private int underWay;

    /**
     * Nobody is there yet.
     *
     * @param elsewhere where those go who are sent away; null if they have nowhere to go
     */
    Crowd(Endpoint endpoint, Manner manner, @Nullable Crowd elsewhere) throws IOException {
        this.manner = manner;
        this.elsewhere = elsewhere;
        worker = new Worker(elsewhere == null ? "new switch" : "old switch", endpoint, false);
        worker.add(this::talk);
        worker.add(this::open);
        worker.start();
    }

    Manner manner() {
        return manner;
    }

    MarkerFinder finder() {
        return finder;
    }

    /** The thread's answer. */
    <T> T ask(Callable<T> question) {
        return worker.call(question);
    }

    /** A client comes at that moment, or soon after. Any thread. */
    void expect(int number, long moment) {
        var _ = worker.ask(() -> due.add(new Due(number, moment)));
    }

    int present() {
        return ask(() -> (int) stays.values().stream().filter(Stay::isIn).count());
    }

    /** From now on those who are there say so much each second, by all together. */
    void talk(int rate) {
        ask(() -> {
            gap = (double) Clock.SECOND / rate;
            nextTalk = Clock.now();
            return true;
        });
    }

    /** They say nothing more. */
    void hush() {
        ask(() -> nextTalk = Clock.NEVER);
    }

    /** When they were in their rooms, by number. */
    Map<Integer, Long> arrivals() {
        return ask(() -> moments(Stay::inSince));
    }

    /** When they were sent away, by number. */
    Map<Integer, Long> departures() {
        return ask(() -> moments(Stay::endedAt));
    }

    private Map<Integer, Long> moments(ToLongFunction<Stay> of) {
        return stays.values().stream()
                .filter(stay -> of.applyAsLong(stay) != Clock.NEVER)
                .collect(Collectors.toMap(Stay::number, of::applyAsLong));
    }

    /**
     * What those who read have missed of what others in their rooms have said: holes, what came
     * twice or too late, and what was said in time and did not come.
     */
    long missed() {
        return ask(() -> {
            long missed = 0;
            for (var stay : stays.values()) {
                if (!manner.isDeaf(stay.number())) {
                    missed += stay.missed() + stay.disordered() + missedAtTheEnd(stay);
                }
            }
            return missed;
        });
    }

    private long missedAtTheEnd(Stay stay) {
        long missed = 0;
        int first = stay.number() - stay.number() % Stay.ROOM_SIZE;
        for (int each = first; each < first + Stay.ROOM_SIZE; each++) {
            var other = stays.get(each);
            if (other != null && !other.equals(stay)) {
                missed += stay.missed(other, IN_TIME);
            }
        }
        return missed;
    }

    /** How connections ended, by name. */
    Map<String, Long> endings() {
        return ask(() -> Map.copyOf(endings));
    }

    void ended(Stay stay, Ending ending, long now) {
        endings.merge(ending.label(), 1L, Long::sum);
        if (elsewhere == null) {
            due.add(new Due(stay.number(), now + AGAIN)); // refused, so it tries again
        } else if (ending instanceof Ending.Closed && stay.toldToWait() >= 0) {
            elsewhere.expect(stay.number(), manner.returns(now, stay.toldToWait()));
        }
    }

    /** One is in, or will never be. */
    void settled() {
        underWay--;
    }

    private long open(long now) {
        for (var first = due.peek(); first != null && first.moment() <= now; first = due.peek()) {
            if (underWay >= ON_THEIR_WAY) {
                return now + Clock.MILLISECOND;
            }
            due.remove();
            underWay++;
            var stay = new Stay(this, first.number());
            stays.put(first.number(), stay);
            speakers.add(stay);
            stay.open(worker.open(stay, first.number(), first.number() / Stay.ROOM_SIZE, 0));
        }
        return due.isEmpty() ? Clock.NEVER : due.element().moment();
    }

    private long talk(long now) {
        for (; nextTalk <= now; nextTalk += gap) {
            if (!speakers.isEmpty()) {
                speakers.get(turn++ % speakers.size()).say(now);
            }
        }
        return (long) nextTalk;
    }

    @Override
    public void close() {
        worker.end();
    }
}
