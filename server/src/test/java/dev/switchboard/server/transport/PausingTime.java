// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import dev.switchboard.api.Registration;
import dev.switchboard.server.time.Time;
import java.time.Duration;
import java.time.Instant;

/** A clock that lets others do something before each alarm: between a move and what follows. */
final class PausingTime implements Time {
    private final Time time;
    private final Runnable pause;

    PausingTime(Time time, Runnable pause) {
        this.time = time;
        this.pause = pause;
    }

    @Override
    public Registration after(Duration delay, Runnable task) {
        pause.run();
        return time.after(delay, task);
    }

    @Override
    public Registration every(Duration period, Runnable task) {
        return time.every(period, task);
    }

    @Override
    public long nanos() {
        return time.nanos();
    }

    @Override
    public Instant instant() {
        return time.instant();
    }
}
