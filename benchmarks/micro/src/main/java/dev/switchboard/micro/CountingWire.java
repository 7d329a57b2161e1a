// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.micro;

import dev.switchboard.server.client.ClientLink;
import dev.switchboard.server.delivery.OutboxReport;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A peer that takes everything at once and forgets it, or, while it is told to, nothing. Told by
 * the thread of the benchmark, written to in the lane's turn; the count is for everybody.
 */
final class CountingWire implements ClientLink, OutboxReport.Listener {

    private volatile boolean isBlocked;

    /** What it was handed while it took nothing; whoever empties this takes it. */
    private final AtomicReference<@Nullable Runnable> pending = new AtomicReference<>();

    private long size; // of what is pending
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
    void block() {
        isBlocked = true;
    }

    /** Takes what it was handed, and everything from now on. */
    void open() {
        isBlocked = false;
        takePending();
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
        pending.set(done);
        if (!isBlocked) {
            takePending(); // it was opened in between
        }
    }

    private void takePending() {
        var done = pending.getAndSet(null);
        if (done != null) {
            take(size);
            done.run();
        }
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
    public void saw(OutboxReport report) {
        throw new IllegalStateException(report.toString());
    }
}
