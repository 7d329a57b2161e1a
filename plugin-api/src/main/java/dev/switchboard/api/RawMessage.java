// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.api;

import java.nio.charset.StandardCharsets;

/**
 * One whole WebSocket message as it came or as it shall go: text in UTF-8, or binary.
 *
 * {@snippet class="ApiExamples" region="raw"}
 *
 * @param isText whether it is a text message; then {@code bytes} must be valid UTF-8
 * @param bytes the payload, not copied: do not change it
 */
@SuppressWarnings("ArrayRecordComponent") // the payload is shared by all receivers on purpose
public record RawMessage(boolean isText, byte[] bytes) {

    /** A text message. */
    public static RawMessage text(String text) {
        return new RawMessage(true, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A binary message; the array is not copied. */
    public static RawMessage binary(byte[] bytes) {
        return new RawMessage(false, bytes);
    }

    /** The payload as text. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
