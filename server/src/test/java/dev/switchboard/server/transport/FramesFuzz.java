// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import dev.switchboard.api.Code;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Frames of a client. The first byte of an input says in what pieces the rest comes. Whatever they
 * are, the messages are those that a plain reading of RFC 6455 finds, or a violation ends them.
 */
public final class FramesFuzz {

    private static final int LONGEST_FRAME = 200;
    private static final int LONGEST = 400;
    private static final int MOST_FRAGMENTS = 5;

    private FramesFuzz() {}

    /** What was seen of a stream: frames as they came, or messages; and whether it broke off. */
    private record Seen(List<List<Object>> frames, List<List<Object>> messages, boolean isBroken) {}

    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        byte[] stream = Arrays.copyOfRange(input, 1, input.length);
        var inPieces = read(stream, 1 + (input[0] & 0xFF));
        require(inPieces.equals(read(stream, Math.max(1, stream.length))), "how it is cut counts");
        require(inPieces.equals(plainly(stream)), "it is not what RFC 6455 says");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }

    private static List<Object> seen(int opcode, boolean isFinal, byte[] payload) {
        return List.of(opcode, isFinal, ByteBuffer.wrap(payload));
    }

    private static Seen read(byte[] stream, int piece) {
        var frames = new ArrayList<List<Object>>();
        var messages = new ArrayList<List<Object>>();
        var reader = new FrameReader(false);
        var assembler = new MessageAssembler();
        FrameReader.Sink sink =
                (opcode, isFinal, payload) -> {
                    frames.add(seen(opcode, isFinal, payload.clone()));
                    if (!Opcode.isControl(opcode)) {
                        var message =
                                assembler.take(opcode, isFinal, payload, LONGEST, MOST_FRAGMENTS);
                        if (message != null) {
                            messages.add(
                                    List.of(message.isText(), ByteBuffer.wrap(message.bytes())));
                        }
                    }
                    return true;
                };
        try {
            for (int from = 0; from < stream.length; from += piece) {
                int to = Math.min(stream.length, from + piece);
                int used = reader.read(stream, from, to, LONGEST_FRAME, sink);
                require(used == to, "bytes are left over");
                require(reader.kept() <= LONGEST_FRAME, "it keeps too much");
                require(reader.kept() > 0 == reader.isUnfinished(), "it keeps what is done");
            }
        } catch (Violation expected) {
            require(expected.code() != Code.NORMAL, "a violation has a code");
            return new Seen(frames, messages, true);
        }
        return new Seen(frames, messages, false);
    }

    /** The same by the text of the standard, without a thought for speed. */
    private static Seen plainly(byte[] stream) {
        var frames = new ArrayList<List<Object>>();
        var messages = new ArrayList<List<Object>>();
        var open = new ArrayList<List<Object>>();
        int at = 0;
        while (at < stream.length) {
            int opcode = stream[at] & 15;
            boolean isFinal = (stream[at] & 128) != 0;
            boolean isControl = opcode >= 8;
            boolean isWrong =
                    (stream[at] & 112) != 0 || !List.of(0, 1, 2, 8, 9, 10).contains(opcode);
            if (isWrong || (isControl && !isFinal)) {
                return new Seen(frames, messages, true);
            }
            if (at + 1 == stream.length) {
                break;
            }
            int size = stream[at + 1] & 127;
            if ((stream[at + 1] & 128) == 0 || (isControl && size > 125)) {
                return new Seen(frames, messages, true);
            }
            int more = size == 126 ? 2 : size == 127 ? 8 : 0;
            int start = at + 2 + more + 4;
            if (start > stream.length) {
                break;
            }
            var length =
                    more == 0
                            ? BigInteger.valueOf(size)
                            : new BigInteger(1, Arrays.copyOfRange(stream, at + 2, at + 2 + more));
            var shortest = BigInteger.valueOf(more == 0 ? 0 : more == 2 ? 126 : 65_536);
            if (length.compareTo(shortest) < 0
                    || length.compareTo(BigInteger.valueOf(LONGEST_FRAME)) > 0) {
                return new Seen(frames, messages, true);
            }
            int end = start + length.intValueExact();
            if (end > stream.length) {
                break;
            }
            byte[] payload = Arrays.copyOfRange(stream, start, end);
            for (int each = 0; each < payload.length; each++) {
                payload[each] ^= stream[start - 4 + each % 4];
            }
            frames.add(seen(opcode, isFinal, payload));
            at = end;
            if (!isControl) {
                if ((opcode == 0) == open.isEmpty()) {
                    return new Seen(frames, messages, true);
                }
                open.add(seen(opcode, isFinal, payload));
                if (!isRight(open)) {
                    return new Seen(frames, messages, true);
                }
                if (isFinal) {
                    messages.add(List.of(open.getFirst().getFirst().equals(1), whole(open)));
                    open.clear();
                }
            }
        }
        return new Seen(frames, messages, false);
    }

    private static ByteBuffer whole(List<List<Object>> fragments) {
        byte[][] payloads =
                fragments.stream()
                        .map(fragment -> ((ByteBuffer) fragment.getLast()).array())
                        .toArray(byte[][]::new);
        return ByteBuffer.wrap(ClientFrame.joined(payloads));
    }

    /** Whether these fragments are a message, or may become one. */
    private static boolean isRight(List<List<Object>> fragments) {
        boolean isWhole = fragments.getLast().get(1).equals(true);
        if (fragments.size() > (isWhole && fragments.size() == 1 ? 1 : MOST_FRAGMENTS)
                || whole(fragments).remaining() > LONGEST) {
            return false;
        }
        return !fragments.getFirst().getFirst().equals(1) || isText(whole(fragments), isWhole);
    }

    private static boolean isText(ByteBuffer bytes, boolean isWhole) {
        var decoder = StandardCharsets.UTF_8.newDecoder();
        if (isWhole) {
            try {
                return decoder.decode(bytes) != null;
            } catch (CharacterCodingException e) {
                return false;
            }
        }
        var out = CharBuffer.allocate(bytes.remaining() + 1);
        return !decoder.decode(bytes, out, false).isError();
    }
}
