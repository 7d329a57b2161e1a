// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.attack;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * What is almost right, or not at all: bytes, requests, frames and JSON with random mistakes. The
 * same seed and number make the same mistakes. Any thread.
 *
 * @param seed tells one run from another
 */
record Mistakes(long seed) {
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int MOST_RANDOM = 2_000;
    private static final int MOST_MISTAKES = 5;
    private static final int MOST_MOVED = 40;
    private static final int MESSAGES = 5;

    private static final List<String> JSON =
            List.of(
                    "{\"msg_type\":\"hello\",\"id\":1}",
                    "{\"msg_type\":\"chat\",\"id\":2,\"content\":\"a \\u00e4 \\\" b\"}",
                    "{\"msg_type\":\"join_room\",\"room\":\"mistakes\",\"id\":3}",
                    "{\"msg_type\":\"room_message\",\"room\":\"mistakes\",\"content\":\"hm\"}",
                    "{\"msg_type\":\"direct_message\",\"to\":\"c1\",\"content\":\"hm\",\"x\":[1,{\"y\":-1e9}]}",
                    "{\"msg_type\":\"leave_room\",\"room\":\"mistakes\",\"x\":[[[[[[[[[1]]]]]]]]]}");

    /** What one connection sends, part by part. */
    List<byte[]> parts(long number) {
        Random random = new Random(seed * 1_000_003 + number);
        byte[] upgrade = Bytes.of(upgrade(random));
        return switch (random.nextInt(6)) {
            case 0 -> List.of(garbage(random));
            case 1 -> List.of(damaged(upgrade, random));
            case 2 -> List.of(upgrade, garbage(random));
            case 3 -> List.of(upgrade, damaged(frames(random, false), random));
            case 4 -> List.of(upgrade, frames(random, true));
            default -> List.of(upgrade, frame(random, garbage(random)));
        };
    }

    private static String upgrade(Random random) {
        String path = List.of("/ws", "/", "/echo", "/relay").get(random.nextInt(4));
        return Bytes.upgrade().replace("/ws", path);
    }

    /** Some messages, one frame each. */
    private static byte[] frames(Random random, boolean isDamaged) {
        byte[] all = {};
        for (int i = 0; i < 1 + random.nextInt(MESSAGES); i++) {
            byte[] json = JSON.get(random.nextInt(JSON.size())).getBytes(StandardCharsets.UTF_8);
            byte[] frame = frame(random, isDamaged ? damaged(json, random) : json);
            byte[] more = Arrays.copyOf(all, all.length + frame.length);
            System.arraycopy(frame, 0, more, all.length, frame.length);
            all = more;
        }
        return all;
    }

    private static byte[] frame(Random random, byte[] payload) {
        int opcode =
                random.nextInt(10) > 0 ? TEXT : List.of(BINARY, PING, CLOSE).get(random.nextInt(3));
        return Bytes.frame(opcode, payload);
    }

    private static byte[] garbage(Random random) {
        byte[] bytes = new byte[1 + random.nextInt(MOST_RANDOM)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] damaged(byte[] right, Random random) {
        byte[] bytes = right.clone();
        for (int i = 0; i < 1 + random.nextInt(MOST_MISTAKES) && bytes.length > 0; i++) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt(256);
                case 2 -> bytes = Arrays.copyOf(bytes, at);
                default -> bytes = twice(bytes, at, random.nextInt(MOST_MOVED));
            }
        }
        return bytes;
    }

    /** With some of it repeated. */
    private static byte[] twice(byte[] bytes, int at, int most) {
        int count = Math.min(most, bytes.length - at);
        byte[] more = new byte[bytes.length + count];
        System.arraycopy(bytes, 0, more, 0, at + count);
        System.arraycopy(bytes, at, more, at + count, bytes.length - at);
        return more;
    }
}
