// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.honest;

import dev.switchboard.load.client.Clock;
import dev.switchboard.load.client.Endpoint;
import dev.switchboard.load.client.MarkerFinder;
import dev.switchboard.load.client.Work;
import dev.switchboard.load.client.Worker;
import dev.switchboard.load.measure.Latencies;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Clients in rooms of ten that talk at a steady rate, on a thread of their own. One thread calls
 * this; everything else belongs to the worker.
 *
 * <p>Latency counts from the moment at which a message was due, and belongs to the phase of that
 * moment, however late it arrives.
 */
public final class Honest implements AutoCloseable {
    static final int ROOM_SIZE = 10;

    private static final int ON_THEIR_WAY = 20;

    /** All that the guests have noticed. */
    static final class Diary {
        final MarkerFinder finder = new MarkerFinder();
        final Latencies quiet = new Latencies();
        final Latencies attacked = new Latencies();
        final Latencies burned = new Latencies();
        final Map<String, Long> endings = new TreeMap<>();
        long quietFrom = Clock.NEVER;
        long attackedFrom = Clock.NEVER;
        long burnedFrom = Clock.NEVER;
        int present;
        long expected;
        long delivered;
        long disordered;
        long gaps;
        long refused;

        void delivered(long time, long now) {
            delivered++;
            if (time >= burnedFrom) {
                burned.record(now - time);
            } else if (time >= attackedFrom) {
                attacked.record(now - time);
            } else if (time >= quietFrom) {
                quiet.record(now - time);
            }
        }
    }

    private final Diary diary = new Diary();
    private final Worker worker;
    private final Newcomers newcomers;
    private final List<Guest> guests;
    private final double gap;
    private boolean isTalking;
    private int invited;
    private int opened;
    private double due;
    private long said;

    /**
     * @param count of clients, a multiple of ten
     * @param rate messages a second, by all together
     */
    public Honest(Endpoint endpoint, int count, int rate) throws IOException {
        worker = new Worker("honest", endpoint, false);
        newcomers = new Newcomers(worker, count);
        guests = IntStream.range(0, count).mapToObj(i -> new Guest(diary, i)).toList();
        gap = (double) Clock.SECOND / rate;
        Work talk = this::talk;
        worker.add(talk);
        worker.add(newcomers);
        worker.start();
    }

    /** They come and join their rooms, some at a time. */
    public void come() {
        tell(() -> invited = guests.size());
    }

    public boolean areAllIn() {
        return worker.call(() -> diary.present == guests.size());
    }

    /** From now on they talk. */
    public void beginToTalk() {
        tell(() -> {
            isTalking = true;
            due = Clock.now();
        });
    }

    /** From now on it counts as before the attack. */
    public void beginQuiet() {
        tell(() -> diary.quietFrom = Clock.now());
    }

    /** From now on it counts as during the attack. */
    public void beginAttack() {
        tell(() -> {
            diary.attackedFrom = Clock.now();
            newcomers.begin(Clock.now());
        });
    }

    /** From now on it counts as beside attackers that only compute. */
    public void beginBurned() {
        tell(() -> diary.burnedFrom = Clock.now());
    }

    /** They say nothing more. */
    public void endToTalk() {
        tell(() -> {
            isTalking = false;
            newcomers.end();
        });
    }

    /** Whether everything that was said has arrived, and everybody who came is in. */
    public boolean isComplete() {
        return haveHeardAll() && worker.call(() -> newcomers.notIn() == 0);
    }

    /** Whether everything that was said has arrived. */
    public boolean haveHeardAll() {
        return worker.call(() -> diary.delivered + diary.disordered >= diary.expected);
    }

    public Notes notes() {
        return worker.call(() ->
                new Notes(
                        diary.quiet.summary(),
                        diary.attacked.summary(),
                        diary.burned.summary(),
                        Map.copyOf(diary.endings),
                        Math.max(0, diary.expected - diary.delivered - diary.disordered),
                        diary.disordered,
                        diary.gaps,
                        diary.refused,
                        newcomers.notIn()));
    }

    @Override
    public void close() {
        tell(() -> guests.forEach(Guest::cut));
        worker.end();
    }

    private long talk(long now) {
        while (opened < invited && opened - diary.present < ON_THEIR_WAY) {
            guests.get(opened++).open(worker);
        }
        if (!isTalking) {
            return Clock.NEVER;
        }
        for (; due <= now; due += gap) {
            long late = Clock.now() - (long) due;
            guests.get((int) (said++ % guests.size())).say((long) due, Math.max(0, late));
        }
        return (long) due;
    }

    private void tell(Runnable order) {
        worker.call(() -> {
            order.run();
            return true;
        });
    }
}
