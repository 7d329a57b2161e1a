// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import dev.switchboard.server.config.DeliverySettings;
import java.util.function.Supplier;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/**
 * Makes compressed frames (permessage-deflate, RFC 7692) of others. Each stands for itself: nothing
 * is carried over from one to the next, so that the same bytes are right for every receiver. Owned
 * by the lane's turn. It keeps some 300 KiB outside the heap from the first frame on, until it is
 * closed.
 */
final class Compressor implements AutoCloseable {

    /** What each message would end with, and so is not sent. */
    private static final int TAIL = 4;

    private static final int KEPT_ROOM = 64 * 1024;

    private final Supplier<DeliverySettings> settings;
    private final DeliveryMeters meters;

    private @Nullable Deflater deflater;

    /** That of the deflater. */
    private int level;

    private byte[] room = new byte[0];
    private boolean isClosed;

    Compressor(Supplier<DeliverySettings> settings, DeliveryMeters meters) {
        this.settings = settings;
        this.meters = meters;
    }

    /** Whether a frame is to be compressed, if its receiver takes that. Any thread. */
    boolean isFor(Frame frame) {
        var compression = settings.get().compression();
        return compression.enabled()
                && frame.isMessage()
                && frame.payloadLength() >= compression.minSize().bytes();
    }

    /** The same message in fewer bytes, or the frame itself if they would not be fewer. */
    Frame compress(Frame frame) {
        if (isClosed) {
            return frame;
        }
        int length = frame.payloadLength();
        byte[] target = room(length + TAIL);
        int deflated = deflate(frame, target, length + TAIL) - TAIL;
        var smaller = deflated < length ? frame.compressed(target, deflated) : frame;
        meters.compressed(length, smaller.payloadLength());
        return smaller;
    }

    /** Returns how many bytes it made, with the tail; so many as there is room if it needs more. */
    private int deflate(Frame frame, byte[] target, int most) {
        var tool = deflater();
        try {
            byte[] bytes = frame.bytes();
            int length = frame.payloadLength();
            tool.setInput(bytes, bytes.length - length, length);
            return tool.deflate(target, 0, most, Deflater.SYNC_FLUSH);
        } finally {
            tool.reset();
        }
    }

    private Deflater deflater() {
        int wanted = settings.get().compression().level();
        var tool = deflater;
        if (tool != null && level == wanted) {
            return tool;
        }
        if (tool != null) {
            tool.end(); // one that changes its level does not begin anew
        }
        tool = new Deflater(wanted, true);
        deflater = tool;
        level = wanted;
        return tool;
    }

    private byte[] room(int size) {
        if (size <= room.length) {
            return room;
        }
        byte[] larger = new byte[size];
        if (size <= KEPT_ROOM) {
            room = larger;
        }
        return larger;
    }

    /** Gives its memory back; what comes later is not compressed. */
    @Override
    public void close() {
        isClosed = true;
        if (deflater != null) {
            deflater.end();
            deflater = null;
        }
    }
}
