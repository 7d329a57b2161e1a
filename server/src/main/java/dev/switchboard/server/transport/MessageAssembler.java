// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import dev.switchboard.api.Code;
import dev.switchboard.api.RawMessage;
import dev.switchboard.server.codec.Utf8;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes whole messages of data frames: joins fragments within the limits, inflates what was
 * compressed and checks that text is UTF-8, as early as a fragment shows that it is not. What is
 * compressed is kept so until it is whole. Owned by whoever reads the connection.
 */
final class MessageAssembler {

    /** What an array and a place in a list take; of a message as a whole it is about the same. */
    private static final int FRAGMENT = 32;

    /** A message of which some fragments have come. */
    private static final class Open {
        private final boolean isText;
        private final boolean isCompressed;
        private final List<byte[]> fragments = new ArrayList<>();
        private final Utf8 utf8 = new Utf8();
        private long size;

        Open(int opcode) {
            this.isText = isText(opcode);
            this.isCompressed = (opcode & Opcode.COMPRESSED) != 0;
        }
    }

    private @Nullable Open open;

    /** Whether some fragments of a message have come. */
    boolean isUnfinished() {
        return open != null;
    }

    /** Whether a frame with this opcode belongs to a message that is compressed. */
    boolean isCompressed(int opcode) {
        var message = open;
        return message == null ? (opcode & Opcode.COMPRESSED) != 0 : message.isCompressed;
    }

    /** How many bytes of fragments have come. */
    long arrived() {
        var message = open;
        return message == null ? 0 : message.size;
    }

    /** How many bytes of fragments it holds, with what small ones cost besides. */
    long kept() {
        var message = open;
        return message == null ? 0 : message.size + FRAGMENT * (message.fragments.size() + 1L);
    }

    /** Drops what it holds; no frame may follow. */
    void forget() {
        open = null;
    }

    /**
     * Takes a data frame; returns the message that it completes, if it does.
     *
     * @param longest the most that a message may have, before and after it is inflated
     */
    @Nullable RawMessage take(
            int opcode, boolean isFinal, byte[] payload, int longest, int maxFragments)
            throws Violation {
        if (opcode == Opcode.CONTINUATION) {
            if (open == null) {
                throw new Violation(Code.PROTOCOL_ERROR, "a continuation of nothing");
            }
        } else if (open != null) {
            throw new Violation(Code.PROTOCOL_ERROR, "a message begins inside another");
        } else if (isFinal) {
            return whole(isText(opcode), isCompressed(opcode), payload, longest);
        } else {
            open = new Open(opcode);
        }
        return add(open, payload, isFinal, longest, maxFragments);
    }

    private static boolean isText(int opcode) {
        return (opcode & ~Opcode.COMPRESSED) == Opcode.TEXT;
    }

    private static RawMessage whole(boolean isText, boolean isCompressed, byte[] bytes, int longest)
            throws Violation {
        byte[] payload = isCompressed ? Inflation.ofThread().inflate(bytes, longest) : bytes;
        if (isText && !Utf8.isValid(payload, 0, payload.length)) {
            throw new Violation(Code.BAD_UTF8, "text is not valid UTF-8");
        }
        return new RawMessage(isText, payload);
    }

    private @Nullable RawMessage add(
            Open message, byte[] payload, boolean isFinal, int longest, int maxFragments)
            throws Violation {
        message.size += payload.length;
        if (message.size > longest) {
            throw new Violation(Code.TOO_BIG, "a message of more than " + longest + " bytes");
        }
        message.fragments.add(payload);
        if (message.fragments.size() > maxFragments) {
            throw new Violation(
                    Code.POLICY, "a message in more than " + maxFragments + " fragments");
        }
        if (message.isText
                && !message.isCompressed
                && (!message.utf8.accept(payload, 0, payload.length)
                        || (isFinal && !message.utf8.isWhole()))) {
            throw new Violation(Code.BAD_UTF8, "text is not valid UTF-8");
        }
        if (!isFinal) {
            return null;
        }
        open = null;
        byte[] joined = join(message);
        return message.isCompressed
                ? whole(message.isText, true, joined, longest)
                : new RawMessage(message.isText, joined);
    }

    private static byte[] join(Open message) {
        byte[] joined = new byte[(int) message.size];
        int at = 0;
        for (byte[] fragment : message.fragments) {
            System.arraycopy(fragment, 0, joined, at, fragment.length);
            at += fragment.length;
        }
        return joined;
    }
}
