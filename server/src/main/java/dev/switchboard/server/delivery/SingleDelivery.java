// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import dev.switchboard.server.delivery.Task.Direct;
import org.jspecify.annotations.Nullable;

/** Hands messages to the one client that they are for. Owned by the lane's turn. */
final class SingleDelivery {

    private final LaneContext lane;
    private final Compressor compressor;

    SingleDelivery(LaneContext lane, Compressor compressor) {
        this.lane = lane;
        this.compressor = compressor;
    }

    /** Puts a message into its outbox; returns what it cost. */
    long deliver(Direct message) {
        var frame = message.frame();
        var cause = message.cause();
        var outbox = message.outbox();
        var form = outbox.mayCompress() ? smaller(frame) : frame;
        outbox.append(Segment.direct(form, owing(frame, form, cause)));
        lane.meters().sent(frame, 1);
        long cost = Tally.cost(1, frame.length());
        lane.tally().add(1, cost);
        if (cause != null) {
            cause.debt().charge(cost);
        }
        return cost;
    }

    private Frame smaller(Frame frame) {
        return compressor.isFor(frame) ? compressor.compress(frame) : frame;
    }

    /**
     * Who still owes a message when its outbox has it: what is kept of it, which is less if it was
     * compressed.
     */
    private static @Nullable Publisher owing(Frame frame, Frame form, @Nullable Publisher cause) {
        if (cause == null) {
            return null;
        }
        if (!cause.owesUntilTaken()) {
            cause.debt().repay(Frame.weight(frame.length()));
            return null;
        }
        if (form.length() < frame.length()) {
            cause.debt().repay(frame.length() - form.length());
        }
        return cause;
    }
}
