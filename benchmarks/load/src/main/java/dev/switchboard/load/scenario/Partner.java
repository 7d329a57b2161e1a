// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.scenario;

import dev.switchboard.load.client.Marker;

/** One of two in a room: the first speaks, the second answers, and so on. */
final class Partner extends Member {
    private final boolean isFirst;
    private final boolean isWindowed;

    Partner(Ledger ledger, Crowd crowd, int number, int room, boolean isFirst, boolean isWindowed) {
        super(ledger, crowd, number, room);
        this.isFirst = isFirst;
        this.isWindowed = isWindowed;
    }

    @Override
    void heard(Member speaker, Marker marker, long now) {
        if (speaker == this) {
            ledger.tally.own++;
        } else if (speaker.room != room) {
            ledger.tally.stray++;
        } else if (isNew(speaker, marker)) {
            if (!isFirst) {
                // Back with the first's own time: it is the round trip that counts.
                say(marker.time(), marker.lag(), 1);
                return;
            }
            ledger.tally.roundTrips++;
            ledger.recordPair(marker.time(), marker.lag(), now);
            if (isWindowed && ledger.isTalking) {
                say(now(), 0, 1);
            }
        }
    }
}
