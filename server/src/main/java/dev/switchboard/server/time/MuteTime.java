// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.time;

import dev.switchboard.api.Registration;
import java.time.Duration;
import java.time.Instant;

/** A clock that shows the time and never rings, for a switch that is only checked. */
public final class MuteTime implements Time {

    @Override
    public Instant instant() {
        return Instant.now();
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public Registration after(Duration delay, Runnable task) {
        return () -> {};
    }

    @Override
    public Registration every(Duration period, Runnable task) {
        return () -> {};
    }
}
