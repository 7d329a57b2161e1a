// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import dev.switchboard.api.Code;
import dev.switchboard.api.Position;
import dev.switchboard.api.RawMessage;
import dev.switchboard.server.codec.Encoded;
import dev.switchboard.server.codec.Encoding;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One complete server frame, header and payload, ready for any socket: servers do not mask, so
 * every receiver gets the same bytes. Immutable.
 */
public final class Frame {

    private static final int FINAL = 0x80;
    private static final int COMPRESSED = 0x40;
    private static final int OPCODE = 0x0F;
    private static final int TEXT = 0x1;
    private static final int BINARY = 0x2;
    private static final int CLOSE = 0x8;
    private static final int PING = 0x9;
    private static final int PONG = 0xA;

    /** A control frame carries at most 125 bytes, two of which are the close code. */
    private static final int LONGEST_REASON = 123;

    /** What raw messages and control frames count as; they have no kind. */
    static final String RAW = "raw";

    private static final String CONTROL = "control";

    private final byte[] bytes;
    private final String kind;

    private Frame(byte[] bytes, String kind) {
        this.bytes = bytes;
        this.kind = kind;
    }

    /** What the switch itself says, in text. */
    static Frame text(String kind, Encoded text) {
        return frame(TEXT, text, kind);
    }

    /** A message of this kind, with where it stands in its topic, if that was decided. */
    static Frame message(
            String kind, Encoding encoding, Record message, @Nullable Position position) {
        return frame(encoding.isText() ? TEXT : BINARY, encoding.write(message, position), kind);
    }

    /** A message as a plugin gave it. */
    public static Frame raw(RawMessage message) {
        return frame(message.isText() ? TEXT : BINARY, message.bytes(), RAW);
    }

    /** A ping without payload. */
    public static Frame ping() {
        return frame(PING, new byte[0], CONTROL);
    }

    /** The answer to a ping, with its payload. */
    public static Frame pong(byte[] payload) {
        return frame(PONG, payload, CONTROL);
    }

    /** The end, with a reason that is cut to what fits. */
    public static Frame close(Code code, String reason) {
        return close(code.closeCode().orElseThrow(), reason);
    }

    /** The end, with a code that may be one that the peer chose. */
    public static Frame close(int code, String reason) {
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(text.length, LONGEST_REASON);
        while (length < text.length && length > 0 && (text[length] & 0xC0) == 0x80) {
            length--; // not inside a character
        }
        byte[] payload = new byte[2 + length];
        payload[0] = (byte) (code >> 8);
        payload[1] = (byte) code;
        System.arraycopy(text, 0, payload, 2, length);
        return frame(CLOSE, payload, CONTROL);
    }

    /** The end, without a code. */
    public static Frame close() {
        return frame(CLOSE, new byte[0], CONTROL);
    }

    private static Frame frame(int opcode, byte[] payload, String kind) {
        byte[] bytes = begin(opcode, payload.length);
        System.arraycopy(payload, 0, bytes, bytes.length - payload.length, payload.length);
        return new Frame(bytes, kind);
    }

    private static Frame frame(int opcode, Encoded payload, String kind) {
        byte[] bytes = begin(opcode, payload.size());
        payload.copyTo(bytes, bytes.length - payload.size());
        return new Frame(bytes, kind);
    }

    /** A frame's header, and room for its payload. */
    private static byte[] begin(int opcode, int length) {
        int header = headerLength(length < 126 ? length : length < 65536 ? 126 : 127);
        byte[] bytes = new byte[header + length];
        bytes[0] = (byte) (FINAL | opcode);
        if (header == 2) {
            bytes[1] = (byte) length;
        } else if (header == 4) {
            bytes[1] = 126;
            bytes[2] = (byte) (length >> 8);
            bytes[3] = (byte) length;
        } else {
            bytes[1] = 127; // the length fits in the last four of the eight bytes
            bytes[6] = (byte) (length >> 24);
            bytes[7] = (byte) (length >> 16);
            bytes[8] = (byte) (length >> 8);
            bytes[9] = (byte) length;
        }
        return bytes;
    }

    /** How long the header is whose second byte is this. */
    private static int headerLength(int second) {
        return second < 126 ? 2 : second == 126 ? 4 : 10;
    }

    /** The same message, for those who take it compressed into so many of these bytes. */
    Frame compressed(byte[] deflated, int length) {
        byte[] smaller = begin(COMPRESSED | (bytes[0] & OPCODE), length);
        System.arraycopy(deflated, 0, smaller, smaller.length - length, length);
        return new Frame(smaller, kind);
    }

    /** Whether it carries a message, which may be compressed; control frames may not. */
    boolean isMessage() {
        return (bytes[0] & OPCODE) < CLOSE;
    }

    /** How long it is without its header. */
    int payloadLength() {
        return bytes.length - headerLength(bytes[1]);
    }

    /** Header and payload; shared, not to be changed. */
    byte[] bytes() {
        return bytes;
    }

    /** What it counts as. */
    String kind() {
        return kind;
    }

    /** What a message of this length counts for while it waits: its bytes, and some for itself. */
    static long weight(int length) {
        return length + 256L;
    }

    /** How many bytes travel. */
    public int length() {
        return bytes.length;
    }

    /** The bytes that travel, for those who look at frames in tests. */
    public byte[] copy() {
        return Arrays.copyOf(bytes, bytes.length);
    }
}
