// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One or more frames in one buffer that many outboxes of a lane share. The bytes do not change.
 * What it notes of who keeps it is owned by the lane's turn.
 */
final class Segment {

    private final byte[] bytes;
    private final int messages;
    private final @Nullable TopicFlow flow;
    private final @Nullable Publisher cause;

    /** How many outboxes of the lane keep it because their sockets have not taken it. */
    private int keepers;

    private Segment(
            byte[] bytes, int messages, @Nullable TopicFlow flow, @Nullable Publisher cause) {
        this.bytes = bytes;
        this.messages = messages;
        this.flow = flow;
        this.cause = cause;
    }

    /** Frames that were published to a topic, end to end. */
    static Segment published(byte[] bytes, int messages, TopicFlow flow) {
        return new Segment(bytes, messages, flow, null);
    }

    /**
     * A frame for one client.
     *
     * @param cause who owes it while it is kept
     */
    static Segment direct(Frame frame, @Nullable Publisher cause) {
        return new Segment(frame.bytes(), 1, null, cause);
    }

    /**
     * Several for one client, joined. They can no longer be dropped, so their topics are forgotten.
     */
    static Segment joined(List<Segment> parts, int length) {
        byte[] bytes = new byte[length];
        int at = 0;
        int messages = 0;
        for (var part : parts) {
            System.arraycopy(part.bytes, 0, bytes, at, part.bytes.length);
            at += part.bytes.length;
            messages += part.messages;
        }
        return new Segment(bytes, messages, null, null);
    }

    /** The frames, end to end; shared, not to be changed. */
    byte[] bytes() {
        return bytes;
    }

    int length() {
        return bytes.length;
    }

    /** How many frames. */
    int messages() {
        return messages;
    }

    /** What they were published to; null for what was sent to one client. */
    @Nullable TopicFlow flow() {
        return flow;
    }

    /** An outbox keeps it; it is counted once, however many do. */
    void kept(LaneMemory memory) {
        if (keepers++ == 0) {
            memory.add(bytes.length);
        }
    }

    /** An outbox keeps it no longer: the socket has it, or it was dropped. */
    void released(LaneMemory memory) {
        if (--keepers == 0) {
            memory.add(-bytes.length);
        }
    }

    /** It waits no longer, or does not come to wait: whoever caused it owes it no more. */
    void settle() {
        if (cause != null) {
            cause.debt().repay(Frame.weight(bytes.length));
        }
    }
}
