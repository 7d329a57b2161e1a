// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.scenario;

import dev.switchboard.load.client.Marker;

/** A member of a room that hears what others say there; it may be a publisher too. */
final class Receiver extends Member {
    Receiver(Ledger ledger, Crowd crowd, int number, int room) {
        super(ledger, crowd, number, room);
    }

    @Override
    void heard(Member speaker, Marker marker, long now) {
        if (speaker == this) {
            ledger.tally.own++;
        } else if (speaker.room != room) {
            ledger.tally.stray++;
        } else if (isNew(speaker, marker)) {
            ledger.record(marker.time(), marker.lag(), now);
            Speech speech = speaker.speech;
            if (speech != null) {
                speech.acknowledged(ledger);
            }
        }
    }
}
