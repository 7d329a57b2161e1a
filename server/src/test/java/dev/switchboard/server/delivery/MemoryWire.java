// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A peer in memory that takes as much as the test lets it, and reads frames from what it has taken.
 * Everything is guarded by this object's lock.
 */
public class MemoryWire implements Wire {

    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private final List<Integer> writes = new ArrayList<>();
    private final List<String> ends = new ArrayList<>();
    private final boolean mayCompress;
    private long room = Long.MAX_VALUE;
    private @Nullable ByteBuffer rest;
    private @Nullable Runnable done;
    private @Nullable Exception trouble;

    /** A peer that takes no compressed frames. */
    public MemoryWire() {
        this(false);
    }

    public MemoryWire(boolean mayCompress) {
        this.mayCompress = mayCompress;
    }

    @Override
    public boolean mayCompress() {
        return mayCompress;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public synchronized boolean flush(ByteBuffer buffer) throws IOException {
        if (trouble instanceof IOException e) {
            throw e;
        }
        if (trouble instanceof RuntimeException e) {
            throw e;
        }
        if (done != null) {
            throw new AssertionError("a second write while one is under way");
        }
        writes.add(buffer.remaining());
        return take(buffer);
    }

    @Override
    public synchronized void write(ByteBuffer buffer, Runnable whenDone) {
        if (done != null) {
            throw new AssertionError("a second write while one is under way");
        }
        rest = buffer;
        done = whenDone;
    }

    private boolean take(ByteBuffer buffer) {
        int count = (int) Math.min(room, buffer.remaining());
        byte[] bytes = new byte[count];
        buffer.get(bytes);
        taken.writeBytes(bytes);
        if (room != Long.MAX_VALUE) {
            room -= count;
        }
        return !buffer.hasRemaining();
    }

    /** From now on takes so many bytes and then no more. */
    public synchronized void room(long bytes) {
        room = bytes;
    }

    /** From now on takes nothing. */
    public void block() {
        room(0);
    }

    /** Takes what it was handed, and then no more. */
    public void takePending() {
        finish(0);
    }

    /** Takes what it was handed, and from now on everything. */
    public void open() {
        finish(Long.MAX_VALUE);
    }

    private void finish(long then) {
        Runnable whenDone;
        synchronized (this) {
            room = Long.MAX_VALUE;
            if (rest != null) {
                take(rest);
            }
            room = then;
            whenDone = done;
            rest = null;
            done = null;
        }
        if (whenDone != null) {
            whenDone.run();
        }
    }

    /** From now on each write fails with this. */
    public synchronized void fail(Exception with) {
        trouble = with;
    }

    /** Whether it was handed something that it has not taken. */
    public synchronized boolean isPending() {
        return done != null;
    }

    /** Notes something about its end. */
    public synchronized void note(String end) {
        ends.add(end);
    }

    /** What was noted about its end. */
    public synchronized List<String> ends() {
        return List.copyOf(ends);
    }

    /** How many bytes it has taken. */
    public synchronized int size() {
        return taken.size();
    }

    /** The sizes of all attempts to write. */
    public synchronized List<Integer> writes() {
        return List.copyOf(writes);
    }

    /**
     * The frames so far: the payload of a text, {@code binary} and the length of a binary, {@code
     * ping}, {@code pong}, {@code close} and the code. What was compressed is inflated.
     */
    public List<String> frames() {
        return frames(false);
    }

    /** Those of the frames that came compressed. */
    public List<String> compressedFrames() {
        return frames(true);
    }

    private synchronized List<String> frames(boolean isCompressedOnly) {
        var frames = new ArrayList<String>();
        var bytes = ByteBuffer.wrap(taken.toByteArray());
        while (bytes.remaining() >= 2) {
            int first = bytes.get();
            int opcode = first & 0xF;
            boolean isCompressed = (first & 0x40) != 0;
            byte form = bytes.get();
            long length =
                    switch (form) {
                        case 126 -> bytes.getShort() & 0xFFFF;
                        case 127 -> bytes.getLong();
                        default -> form;
                    };
            if (length > bytes.remaining()) {
                break; // the rest is still to come
            }
            byte[] payload = new byte[(int) length];
            bytes.get(payload);
            if (isCompressed) {
                if (!mayCompress) {
                    throw new AssertionError("a compressed frame for who does not take any");
                }
                payload = Deflated.inflate(payload);
            } else if (isCompressedOnly) {
                continue;
            }
            frames.add(
                    switch (opcode) {
                        case 1 -> new String(payload, StandardCharsets.UTF_8);
                        case 2 -> "binary " + length;
                        case 8 ->
                                length == 0
                                        ? "close"
                                        : "close " + ByteBuffer.wrap(payload).getShort();
                        case 9 -> "ping";
                        case 10 -> "pong " + new String(payload, StandardCharsets.UTF_8);
                        default -> "opcode " + opcode;
                    });
        }
        return frames;
    }
}
