// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import dev.switchboard.api.Code;
import org.jspecify.annotations.Nullable;

/** Whoever an outbox belongs to, in a test without clients: notes what it is told at the wire. */
final class MemoryOwner implements OutboxReport.Listener {

    private final MemoryWire wire;
    private @Nullable Outbox outbox;

    MemoryOwner(MemoryWire wire) {
        this.wire = wire;
    }

    /** Opens an outbox whose owner it is. */
    Outbox open(Lanes lanes, Wire way, String clientId) {
        var opened = lanes.open(way, this, clientId);
        outbox = opened;
        return opened;
    }

    @Override
    public void saw(OutboxReport report) {
        switch (report) {
            case OutboxReport.Overloaded() -> giveUp(Code.OVERLOADED);
            case OutboxReport.Stalled() -> giveUp(Code.STALLED);
            case OutboxReport.CloseWritten() -> wire.note("finished");
            case OutboxReport.Broken(var cause) -> wire.note("broken: " + cause.getMessage());
        }
    }

    private void giveUp(Code code) {
        wire.note("cut: " + code.wireName());
        if (outbox != null) {
            outbox.abandon(Frame.close(code, ""));
        }
    }
}
