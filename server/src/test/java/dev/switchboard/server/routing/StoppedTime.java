// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.routing;

import dev.switchboard.api.Registration;
import dev.switchboard.server.time.Time;
import java.time.Duration;
import java.time.Instant;

/** A clock that a test moves, and that rings no alarms. */
final class StoppedTime implements Time {
    private long nanos;

    void pass(Duration duration) {
        nanos += duration.toNanos();
    }

    @Override
    public Instant instant() {
        return Instant.EPOCH.plusNanos(nanos);
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public Registration after(Duration delay, Runnable task) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Registration every(Duration period, Runnable task) {
        throw new UnsupportedOperationException();
    }
}
