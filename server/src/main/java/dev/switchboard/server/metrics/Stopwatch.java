// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.metrics;

import com.codahale.metrics.Clock;
import com.codahale.metrics.Meter;
import com.codahale.metrics.Timer;
import dev.switchboard.server.time.Time;

/**
 * A Dropwizard timer that costs no more than its {@link Distribution}. Dropwizard's own reads the
 * clock on every update to keep its rates; here the rates are brought up to date by {@link #tick}.
 */
final class Stopwatch extends Timer {

    private final Distribution nanos;
    private final CatchingUp rates;

    Stopwatch(Time time) {
        this(new Distribution(), new Ticks(time));
    }

    private Stopwatch(Distribution nanos, Clock clock) {
        this(nanos, new CatchingUp(clock), clock);
    }

    private Stopwatch(Distribution nanos, CatchingUp rates, Clock clock) {
        super(rates, nanos, clock);
        this.nanos = nanos;
        this.rates = rates;
    }

    /** Takes into the rates what was measured since the last tick; due every five seconds. */
    void tick() {
        rates.mark(nanos.getCount() - rates.getCount());
    }

    Distribution nanos() {
        return nanos;
    }

    /** A meter that ignores single events. */
    private static final class CatchingUp extends Meter {

        CatchingUp(Clock clock) {
            super(clock);
        }

        @Override
        public void mark() {}
    }

    /** The clock of the switch, as Dropwizard wants it. */
    private static final class Ticks extends Clock {

        private final Time time;

        Ticks(Time time) {
            this.time = time;
        }

        @Override
        public long getTick() {
            return time.nanos();
        }

        @Override
        public long getTime() {
            return time.millis();
        }
    }
}
