// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Semaphore;

/** Stands before a wire: writes stop on their way until the test lets them pass. */
record GatedWire(MemoryWire beyond, Semaphore arrived, Semaphore passes) implements Wire {

    GatedWire(MemoryWire beyond) {
        this(beyond, new Semaphore(0), new Semaphore(0));
    }

    @Override
    public boolean isOpen() {
        return beyond.isOpen();
    }

    @Override
    public boolean flush(ByteBuffer buffer) throws IOException {
        arrived.release();
        passes.acquireUninterruptibly();
        return beyond.flush(buffer);
    }

    @Override
    public void write(ByteBuffer rest, Runnable done) {
        beyond.write(rest, done);
    }
}
