// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.scenario;

import dev.switchboard.load.client.Marker;

/** Sends, and waits for its own message to return. */
final class Echoer extends Member {
    private final boolean isWindowed;

    Echoer(Ledger ledger, Crowd crowd, int number, int room, boolean isWindowed) {
        super(ledger, crowd, number, room);
        this.isWindowed = isWindowed;
    }

    @Override
    void heard(Member speaker, Marker marker, long now) {
        if (speaker != this) {
            ledger.tally.stray++;
        } else if (isNew(speaker, marker)) {
            ledger.tally.roundTrips++;
            ledger.record(marker.time(), marker.lag(), now);
            if (isWindowed && ledger.isTalking) {
                say(now(), 0, 1);
            }
        }
    }
}
