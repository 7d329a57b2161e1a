// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.hub;

import dev.switchboard.server.metrics.Meters;
import jakarta.inject.Inject;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/** Shows how many rooms and memberships there are. */
public final class HubMeters {

    private final Meters meters;

    @Inject
    public HubMeters(Meters meters) {
        this.meters = meters;
    }

    void watch(IntSupplier rooms, LongSupplier memberships) {
        var _ = meters.gauge("switchboard_rooms", "Rooms with members.", rooms::getAsInt);
        var _ =
                meters.gauge(
                        "switchboard_memberships",
                        "Memberships of clients in rooms.",
                        memberships::getAsLong);
    }
}
