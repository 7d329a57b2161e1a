// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import org.jspecify.annotations.Nullable;

/**
 * One or more frames in one buffer that many outboxes share. Immutable.
 *
 * @param bytes the frames, end to end
 * @param messages how many frames
 * @param source what they were published to; null for what was sent to one client
 */
@SuppressWarnings("ArrayRecordComponent") // shared by all receivers on purpose
record Segment(byte[] bytes, int messages, @Nullable Source source) {

    static Segment direct(Frame frame) {
        return new Segment(frame.bytes(), 1, null);
    }
}
