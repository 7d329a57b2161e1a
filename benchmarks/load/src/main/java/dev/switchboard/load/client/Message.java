// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.client;

import java.nio.ByteBuffer;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The message of one publisher, masked once: to send it again only its marker is written anew. Its
 * key stays, which RFC 6455 would not like in a browser; no server can tell. Belongs to the worker
 * of its connection.
 */
public final class Message {
    private final ByteBuffer frame;
    private final int markerAt;
    private final long mask;
    private final int filler;
    private final int publisher;

    private Message(ByteBuffer frame, int markerAt, long mask, int filler, int publisher) {
        this.frame = frame;
        this.markerAt = markerAt;
        this.mask = mask;
        this.filler = filler;
        this.publisher = publisher;
    }

    /**
     * The message of one connection.
     *
     * @param size bytes of the whole message; more if the template and a marker need more
     */
    public static Message of(
            Template template, int size, boolean binary, int room, int connection) {
        byte[] before = template.before(room, connection);
        byte[] after = template.after(room, connection);
        int filler = Math.max(0, size - before.length - after.length - Marker.LENGTH);
        byte[] all = new byte[before.length + Marker.LENGTH + filler + after.length];
        System.arraycopy(before, 0, all, 0, before.length);
        for (int i = 0; i < filler; i++) {
            all[before.length + Marker.LENGTH + i] = Filler.at(i);
        }
        System.arraycopy(after, 0, all, all.length - after.length, after.length);

        int mask = ThreadLocalRandom.current().nextInt();
        ByteBuffer frame = Frames.of(binary ? Frames.BINARY : Frames.TEXT, all, mask);
        int markerAt = frame.limit() - all.length + before.length;
        return new Message(frame, markerAt, Frames.maskAt(mask, before.length), filler, connection);
    }

    /** How much follows the marker. */
    public int filler() {
        return filler;
    }

    /** The frame with a new marker, to be written at once. */
    ByteBuffer stamped(long time, long lag, int sequence) {
        Marker.write(frame, markerAt, mask, time, lag, publisher, sequence);
        return frame.rewind();
    }
}
