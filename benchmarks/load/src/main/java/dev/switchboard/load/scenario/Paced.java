// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.scenario;

import dev.switchboard.load.client.Clock;
import dev.switchboard.load.client.Work;
import java.util.List;

/**
 * Sends at a rate, whatever becomes of the messages: each is stamped with the moment for which it
 * was scheduled, so that waiting counts, in the server and here.
 */
final class Paced implements Work {
    private static final int BURST = 32;

    /** One who sends when it is their turn. */
    @FunctionalInterface
    interface Speaker {
        void speak(long time, long lag);
    }

    private final List<Speaker> speakers;
    private final double gap;
    private final long start;
    private long index;
    private long due;

    /**
     * @param gap nanoseconds between two messages
     */
    Paced(List<Speaker> speakers, double gap, long start) {
        this.speakers = speakers;
        this.gap = gap;
        this.start = start;
        this.due = start;
    }

    @Override
    public long run(long now) {
        for (int i = 0; i < BURST && due <= now; i++) {
            long late = Clock.now() - due;
            speakers.get((int) (index % speakers.size())).speak(due, Math.max(0, late));
            index++;
            due = start + (long) (gap * index);
        }
        return due;
    }
}
