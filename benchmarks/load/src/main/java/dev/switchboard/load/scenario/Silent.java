// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.scenario;

import dev.switchboard.load.client.Marker;

/** Says nothing and should hear nothing. */
final class Silent extends Member {
    Silent(Ledger ledger, Crowd crowd, int number, int room) {
        super(ledger, crowd, number, room);
    }

    @Override
    void heard(Member speaker, Marker marker, long now) {
        ledger.tally.stray++;
    }
}
