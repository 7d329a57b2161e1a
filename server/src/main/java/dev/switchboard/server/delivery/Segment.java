// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One or more frames in one buffer that many outboxes share. Immutable.
 *
 * @param bytes the frames, end to end
 * @param messages how many frames
 * @param flow what they were published to; null for what was sent to one client
 */
@SuppressWarnings("ArrayRecordComponent") // shared by all receivers on purpose
record Segment(byte[] bytes, int messages, @Nullable TopicFlow flow) {

    static Segment direct(Frame frame) {
        return new Segment(frame.bytes(), 1, null);
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
        return new Segment(bytes, messages, null);
    }
}
