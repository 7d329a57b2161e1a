// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.check;

import dev.switchboard.load.result.Checks;

/** Counts of one worker, which alone writes them, or sums of several. */
public final class Tally {
    public long sent;
    public long expected;
    public long delivered;
    public long duplicated;
    public long outOfOrder;
    public long corrupt;
    public long stray;
    public long own;
    public long other;

    /** What those who stopped reading should have got, and did get. */
    public long slowExpected;

    public long slowDelivered;

    /** Messages that went and came back. */
    public long roundTrips;

    /** Connections that came, did what they wanted, and went. */
    public long cycles;

    public long failures;

    public void add(Tally more) {
        sent += more.sent;
        expected += more.expected;
        delivered += more.delivered;
        duplicated += more.duplicated;
        outOfOrder += more.outOfOrder;
        corrupt += more.corrupt;
        stray += more.stray;
        own += more.own;
        other += more.other;
        slowExpected += more.slowExpected;
        slowDelivered += more.slowDelivered;
        roundTrips += more.roundTrips;
        cycles += more.cycles;
        failures += more.failures;
    }

    /** Intact messages of this run that came to somebody they were meant for. */
    public long received() {
        return delivered + slowDelivered + own;
    }

    /** What has neither come nor come damaged. */
    public long missing() {
        return Math.max(0, expected - delivered - corrupt);
    }

    public Checks checks() {
        return new Checks(
                sent,
                expected,
                delivered,
                missing(),
                duplicated,
                outOfOrder,
                corrupt,
                stray,
                own,
                other);
    }
}
