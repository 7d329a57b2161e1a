// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.attack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Several attacks that come and go, each in its own time, so that in the long run all mixtures of
 * them occur. The lock of this object guards everything: a thread of its own changes shifts.
 */
final class Shifts implements Attack {
    private static final Duration EACH = Duration.ofSeconds(1);

    /**
     * One of them.
     *
     * @param name before what it gains
     * @param what is done, in a sentence
     * @param on how long it attacks
     * @param off how long it is away then; its connections are cut meanwhile
     */
    record Shift(String name, String what, Duration on, Duration off, Assault.Start start) {
        boolean isOnAt(Duration time) {
            return time.toMillis() % on.plus(off).toMillis() < on.toMillis();
        }
    }

    private final Ground ground;
    private final List<Shift> shifts;
    private final Map<String, Attack> running = new LinkedHashMap<>();
    private final Map<String, Long> gains = new LinkedHashMap<>();
    private long harmed;
    private boolean isOver;

    Shifts(Ground ground, List<Shift> shifts) {
        this.ground = ground;
        this.shifts = List.copyOf(shifts);
    }

    @Override
    public void begin() {
        Thread.ofPlatform().name("shifts").daemon().start(this::run);
    }

    private void run() {
        long start = System.nanoTime();
        while (change(Duration.ofNanos(System.nanoTime() - start))) {
            LockSupport.parkNanos(EACH.toNanos());
        }
    }

    private synchronized boolean change(Duration time) {
        for (Shift shift : shifts) {
            if (isOver) {
                return false;
            }
            Attack attack = running.get(shift.name());
            if (attack != null && !shift.isOnAt(time)) {
                running.remove(shift.name());
                count(shift.name(), attack, gains);
                harmed += attack.harmed();
                attack.close();
            } else if (attack == null && shift.isOnAt(time)) {
                begin(shift);
            }
        }
        return true;
    }

    /**
     * The switch may be so busy with other attacks that this one is refused; then it is tried
     * again.
     */
    private void begin(Shift shift) {
        Attack attack;
        try {
            attack = shift.start().on(ground);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        try {
            attack.begin();
            running.put(shift.name(), attack);
        } catch (RuntimeException refused) {
            attack.close();
            gains.merge(shift.name() + " refused", 1L, Long::sum);
        }
    }

    private static void count(String name, Attack attack, Map<String, Long> into) {
        attack.gains().forEach((what, count) -> into.merge(name + " " + what, count, Long::sum));
    }

    @Override
    public synchronized void end() {
        isOver = true;
        running.values().forEach(Attack::end);
    }

    @Override
    public synchronized Map<String, Long> gains() {
        Map<String, Long> all = new LinkedHashMap<>(gains);
        running.forEach((name, attack) -> count(name, attack, all));
        return all;
    }

    @Override
    public synchronized long harmed() {
        return harmed + running.values().stream().mapToLong(Attack::harmed).sum();
    }

    @Override
    public synchronized void close() {
        isOver = true;
        running.values().forEach(Attack::close);
        running.clear();
    }
}
