// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.micro;

import dev.switchboard.api.Code;
import dev.switchboard.server.client.Link;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A peer that takes everything at once and forgets it, or, while it is told to, nothing. Told by
 * the thread of the benchmark, written to in the lane's turn; the count is for everybody.
 */
final class CountingWire implements Link {

    private volatile boolean isBlocked;
    private volatile long bytes;
    private @Nullable Runnable pending;
    private long size;

    /** How many bytes it has taken. */
    long bytes() {
        return bytes;
    }

    /** From now on takes nothing. */
    void block() {
        isBlocked = true;
    }

    /** Takes what it was handed, and everything from now on. */
    void open() {
        isBlocked = false;
        var done = pending;
        if (done != null) {
            pending = null;
            take(size);
            done.run();
        }
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public boolean flush(ByteBuffer buffer) {
        if (isBlocked) {
            return false;
        }
        take(buffer.remaining());
        return true;
    }

    @Override
    public void write(ByteBuffer rest, Runnable done) {
        size = rest.remaining();
        pending = done;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // only ever one write at a time
    private void take(long count) {
        bytes += count;
    }

    @Override
    public void resume() {}

    @Override
    public void abort() {}

    @Override
    public void finish() {}

    @Override
    public void broken(IOException cause) {
        throw new IllegalStateException(cause);
    }

    @Override
    public void cut(Code code) {
        throw new IllegalStateException("cut: " + code);
    }
}
