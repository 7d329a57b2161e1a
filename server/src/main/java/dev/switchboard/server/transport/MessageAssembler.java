// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import dev.switchboard.api.Code;
import dev.switchboard.api.RawMessage;
import dev.switchboard.server.codec.Utf8;
import dev.switchboard.server.config.MessageSettings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes whole messages of data frames: joins fragments within the limits and checks that text is
 * UTF-8, as early as a fragment shows that it is not. Owned by whoever reads the connection.
 */
final class MessageAssembler {

    /** What an array and a place in a list take; of a message as a whole it is about the same. */
    private static final int FRAGMENT = 32;

    /** A message of which some fragments have come. */
    private static final class Open {
        private final boolean isText;
        private final List<byte[]> fragments = new ArrayList<>();
        private final Utf8 utf8 = new Utf8();
        private long size;

        Open(boolean isText) {
            this.isText = isText;
        }
    }

    private @Nullable Open open;

    /** Whether some fragments of a message have come. */
    boolean isUnfinished() {
        return open != null;
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

    /** Takes a data frame; returns the message that it completes, if it does. */
    @Nullable RawMessage take(int opcode, boolean isFinal, byte[] payload, MessageSettings limits)
            throws Violation {
        if (opcode == Opcode.CONTINUATION) {
            if (open == null) {
                throw new Violation(Code.PROTOCOL_ERROR, "a continuation of nothing");
            }
        } else if (open != null) {
            throw new Violation(Code.PROTOCOL_ERROR, "a message begins inside another");
        } else if (isFinal) {
            return whole(opcode == Opcode.TEXT, payload);
        } else {
            open = new Open(opcode == Opcode.TEXT);
        }
        return add(open, payload, isFinal, limits);
    }

    private static RawMessage whole(boolean isText, byte[] payload) throws Violation {
        if (isText && !Utf8.isValid(payload, 0, payload.length)) {
            throw new Violation(Code.BAD_UTF8, "text is not valid UTF-8");
        }
        return new RawMessage(isText, payload);
    }

    private @Nullable RawMessage add(
            Open message, byte[] payload, boolean isFinal, MessageSettings limits)
            throws Violation {
        message.size += payload.length;
        if (message.size > limits.maxSize().bytes()) {
            throw new Violation(
                    Code.TOO_BIG, "a message of more than " + limits.maxSize().bytes() + " bytes");
        }
        message.fragments.add(payload);
        if (message.fragments.size() > limits.maxFragments()) {
            throw new Violation(
                    Code.POLICY, "a message in more than " + limits.maxFragments() + " fragments");
        }
        if (message.isText
                && (!message.utf8.accept(payload, 0, payload.length)
                        || (isFinal && !message.utf8.isWhole()))) {
            throw new Violation(Code.BAD_UTF8, "text is not valid UTF-8");
        }
        if (!isFinal) {
            return null;
        }
        open = null;
        return new RawMessage(message.isText, join(message));
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
