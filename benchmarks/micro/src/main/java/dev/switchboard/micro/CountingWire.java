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

    /** Set under the lock, for what is handed over meanwhile must not be forgotten. */
    private volatile boolean isBlocked;

    private @Nullable Runnable pending; // guarded by this
    private long size; // guarded by this
    private volatile long bytes;

    /** How many bytes it has taken. */
    long bytes() {
        return bytes;
    }

    /** Waits until it has taken so many, awake, for going to sleep would be part of the figure. */
    long await(long count) {
        while (bytes < count) {
            Thread.onSpinWait();
            if (Thread.interrupted()) {
                throw new IllegalStateException("has " + bytes + " of " + count + " bytes");
            }
        }
        return bytes;
    }

    /** From now on takes nothing. */
    synchronized void block() {
        isBlocked = true;
    }

    /** Takes what it was handed, and everything from now on. */
    void open() {
        var done = unblock();
        if (done != null) {
            done.run();
        }
    }

    private synchronized @Nullable Runnable unblock() {
        isBlocked = false;
        var done = pending;
        if (done != null) {
            pending = null;
            take(size);
        }
        return done;
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
        if (!isKept(rest.remaining(), done)) {
            take(rest.remaining());
            done.run();
        }
    }

    private synchronized boolean isKept(int count, Runnable done) {
        if (isBlocked) {
            size = count;
            pending = done;
        }
        return isBlocked;
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
