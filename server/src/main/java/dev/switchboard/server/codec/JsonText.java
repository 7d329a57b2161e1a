// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.codec;

import dev.switchboard.api.Json;
import dev.switchboard.server.text.JsonString;
import java.util.Arrays;

/**
 * JSON text as it grows, in UTF-8. It keeps commas between fields by itself. Belongs to the thread
 * that writes it.
 */
final class JsonText implements Encoded {
    private static final int REPLACEMENT = '\uFFFD';

    /** One UTF-16 unit becomes at most six bytes, {@code \\u001f}, and a string has two quotes. */
    private static final int LONGEST_UNIT = 6;

    /**
     * Room for what follows a long value, mostly a bracket: without it, that one byte doubles the
     * buffer, which cost a message of 4 KB twice its size.
     */
    private static final int SPARE = 64;

    private byte[] bytes = new byte[256];
    private int size;

    /** The beginning of a message of this kind. */
    static JsonText message(String kind) {
        var text = new JsonText();
        text.sign('{');
        return text.field(MessageParser.MSG_TYPE, kind);
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public void copyTo(byte[] target, int at) {
        System.arraycopy(bytes, 0, target, at, size);
    }

    /** Takes one character of ASCII as it is. */
    void sign(char ascii) {
        reserve(1);
        bytes[size++] = (byte) ascii;
    }

    /** Takes ASCII that needs no escapes. */
    void ascii(String text) {
        reserve(text.length());
        for (int at = 0; at < text.length(); at++) {
            bytes[size++] = (byte) text.charAt(at);
        }
    }

    /** Takes JSON as it is. */
    void raw(byte[] json) {
        reserve(json.length);
        System.arraycopy(json, 0, bytes, size, json.length);
        size += json.length;
    }

    /** Takes {@code ,"name":} as it is, without the comma where the object has no field yet. */
    void key(byte[] commaNameColon) {
        int from = bytes[size - 1] == '{' ? 1 : 0;
        reserve(commaNameColon.length);
        System.arraycopy(commaNameColon, from, bytes, size, commaNameColon.length - from);
        size += commaNameColon.length - from;
    }

    /** Takes the name of a field, with the comma before it and the colon after it. */
    void key(String name) {
        if (bytes[size - 1] != '{') {
            sign(',');
        }
        string(name);
        sign(':');
    }

    /** Takes a field that is a string. */
    JsonText field(String name, String value) {
        key(name);
        string(value);
        return this;
    }

    /** Takes a field that is a number. */
    JsonText field(String name, long value) {
        key(name);
        ascii(Long.toString(value));
        return this;
    }

    /** Takes a field that is written already. */
    JsonText field(String name, Json value) {
        key(name);
        raw(value.utf8());
        return this;
    }

    /** Ends the object. */
    JsonText end() {
        sign('}');
        return this;
    }

    /** A name as {@link #key(byte[])} takes it. */
    static byte[] keyOf(String name) {
        var text = new JsonText();
        text.sign(',');
        text.string(name);
        text.sign(':');
        return text.toBytes();
    }

    /**
     * Writes a string, quoted. Half a surrogate pair, which UTF-8 cannot carry, becomes U+FFFD.
     *
     * <p>85 ns for 100 characters; encoding first and looking for escapes eight bytes at a time
     * takes 55 ns, but three times as long for short strings and for other scripts.
     */
    void string(String value) {
        reserve(LONGEST_UNIT * value.length() + 2);
        bytes[size++] = '"';
        for (int at = 0; at < value.length(); at++) {
            char unit = value.charAt(at);
            if (unit < 0x80) {
                ascii(unit);
            } else if (!Character.isSurrogate(unit)) {
                encode(unit);
            } else if (at + 1 < value.length()
                    && Character.isSurrogatePair(unit, value.charAt(at + 1))) {
                encode(Character.toCodePoint(unit, value.charAt(++at)));
            } else {
                encode(REPLACEMENT);
            }
        }
        bytes[size++] = '"';
    }

    private void ascii(char unit) {
        if (JsonString.isPlain(unit)) {
            bytes[size++] = (byte) unit;
        } else {
            ascii(JsonString.escape(unit));
        }
    }

    private void encode(int character) {
        if (character < 0x800) {
            bytes[size++] = (byte) (0xc0 | (character >> 6));
        } else if (character < 0x10000) {
            bytes[size++] = (byte) (0xe0 | (character >> 12));
            follow(character >> 6);
        } else {
            bytes[size++] = (byte) (0xf0 | (character >> 18));
            follow(character >> 12);
            follow(character >> 6);
        }
        follow(character);
    }

    private void follow(int bits) {
        bytes[size++] = (byte) (0x80 | (bits & 0x3f));
    }

    private void reserve(int more) {
        if (more > bytes.length - size) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more + SPARE));
        }
    }
}
