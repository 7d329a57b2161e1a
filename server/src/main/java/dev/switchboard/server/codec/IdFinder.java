// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the {@code id} of a message that is refused, so that the answer can repeat it. It may stand
 * behind what is wrong, and be out of a parser's reach: behind too deep a nesting, say.
 *
 * <p>It looks for quotes and brackets alone, once over each byte, which takes less time than to
 * parse them, and no memory; and it does not look far, so that to refuse a large message costs less
 * than to serve it. Belongs to its thread.
 */
final class IdFinder {
    /** All ways to write the name; only letters can be written in two ways. */
    private static final byte[][] NAMES =
            Stream.of("id", "\\u0069d", "i\\u0064", "\\u0069\\u0064")
                    .map(name -> name.getBytes(US_ASCII))
                    .toArray(byte[][]::new);

    /** An id that begins behind this is not looked for. */
    static final int FURTHEST = 8 * 1024;

    private final byte[] text;

    /** Where well-formed JSON ends; or, while it looks for the name, where it gives up. */
    private int end;

    private int at;

    private IdFinder(byte[] text, int end) {
        this.text = text;
        this.end = end;
    }

    /**
     * What stands where the id should stand, as it was written, or null.
     *
     * @param end where well-formed JSON ends
     */
    static byte @Nullable [] find(byte[] text, int end) {
        return new IdFinder(text, end).find();
    }

    private byte @Nullable [] find() {
        int whole = end;
        end = Math.min(whole, FURTHEST);
        skipSpace();
        int depth = 0;
        while (isAt('{') || (depth > 0 && at < end)) {
            switch (text[at++]) {
                case '{', '[' -> depth++;
                case '}', ']' -> depth--;
                case '"' -> {
                    int start = at;
                    skipString();
                    if (depth == 1 && isName(start, at - 1)) {
                        end = whole; // an id that has begun is told in full
                        return value();
                    }
                }
                default -> {}
            }
        }
        return null;
    }

    /** Whether the string between these places is the name of the id; goes behind the colon. */
    private boolean isName(int from, int to) {
        for (byte[] name : NAMES) {
            if (to < end && Arrays.equals(name, 0, name.length, text, from, to)) {
                skipSpace();
                return isAt(':');
            }
        }
        return false;
    }

    private byte @Nullable [] value() {
        at++;
        skipSpace();
        int start = at;
        if (isAt('"')) {
            at++;
            skipString();
        } else {
            while (at < end && !isSpace() && text[at] != ',' && text[at] != '}') {
                at++;
            }
        }
        return start < at && at <= end ? Arrays.copyOfRange(text, start, at) : null;
    }

    /** Goes behind the quote that ends a string. */
    private void skipString() {
        while (at < end && text[at] != '"') {
            at += text[at] == '\\' ? 2 : 1;
        }
        at++;
    }

    private void skipSpace() {
        while (at < end && isSpace()) {
            at++;
        }
    }

    private boolean isSpace() {
        return text[at] == ' ' || text[at] == '\n' || text[at] == '\r' || text[at] == '\t';
    }

    private boolean isAt(char sign) {
        return at < end && text[at] == sign;
    }
}
