// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.client;

import dev.switchboard.server.delivery.MemoryWire;
import java.util.concurrent.atomic.AtomicInteger;

/** A connection in memory: what was written to it can be read, and it counts what it was told. */
public class MemoryLink extends MemoryWire implements ClientLink {

    private final AtomicInteger resumes = new AtomicInteger();
    private final AtomicInteger aborts = new AtomicInteger();

    @Override
    public void resume() {
        resumes.incrementAndGet();
    }

    @Override
    public void finish() {
        note("finished");
    }

    @Override
    public void abort() {
        aborts.incrementAndGet();
    }

    public int resumes() {
        return resumes.get();
    }

    public int aborts() {
        return aborts.get();
    }
}
