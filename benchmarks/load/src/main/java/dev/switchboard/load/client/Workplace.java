// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Selector;

/**
 * What the connections of one worker share: its selector, one buffer to read into, and the counts
 * of what was read. Belongs to the thread of that worker.
 */
final class Workplace {
    /** Large enough for what a socket holds under load, small enough to stay in the cache. */
    private static final int BUFFER = 256 << 10;

    private final Selector selector;
    private final boolean countsLines;
    private ByteBuffer buffer = newBuffer(BUFFER);
    private long reads;
    private long bytes;
    private long messages;
    private long pings;

    Workplace(boolean countsLines) throws IOException {
        this.selector = Selector.open();
        this.countsLines = countsLines;
    }

    Selector selector() {
        return selector;
    }

    /** The buffer, empty, with room for what is missing and more. */
    ByteBuffer buffer(int missing) {
        if (missing > buffer.capacity()) {
            buffer = newBuffer(Integer.highestOneBit(missing) * 2);
        }
        return buffer.clear();
    }

    /** Whether a message holds several, a line each. */
    boolean countsLines() {
        return countsLines;
    }

    void tallyRead(int count) {
        reads++;
        bytes += count;
    }

    void tallyMessage() {
        messages++;
    }

    void tallyPing() {
        pings++;
    }

    Traffic traffic() {
        return new Traffic(reads, bytes, messages, pings);
    }

    private static ByteBuffer newBuffer(int size) {
        return ByteBuffer.allocateDirect(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
