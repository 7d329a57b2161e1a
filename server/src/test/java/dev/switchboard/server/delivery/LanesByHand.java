// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import dev.switchboard.server.config.DeliverySettings;
import dev.switchboard.server.time.Time;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Lanes without threads: the test takes their turns, one at a time, when it wants to. */
public final class LanesByHand implements AutoCloseable {

    private final List<Lane> each = new ArrayList<>();
    public final Lanes lanes;

    public LanesByHand(
            Supplier<DeliverySettings> settings,
            DeliveryMeters meters,
            Encoder encoder,
            Time time) {
        this(settings, meters, encoder, time, new MemoryBudget(settings));
    }

    LanesByHand(
            Supplier<DeliverySettings> settings,
            DeliveryMeters meters,
            Encoder encoder,
            Time time,
            MemoryBudget memory) {
        lanes = new Lanes(settings, meters, encoder, time, memory, each::add);
    }

    /** Whether any lane has something to do. */
    public boolean haveWork() {
        return !lanes.areIdle();
    }

    /** Takes one turn of each lane that has something to do. */
    public void turn() {
        for (var lane : each) {
            if (!lane.isIdle()) {
                lane.turn();
                lane.giveBack();
            }
        }
    }

    @Override
    public void close() {
        lanes.close();
    }
}
