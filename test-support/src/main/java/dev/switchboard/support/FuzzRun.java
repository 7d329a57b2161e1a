// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.support;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;

/**
 * Gives a fuzz target all that is in its corpus, and then inputs made from that, always the same
 * ones. It is a test of what is known to be difficult, and not a search: {@code build/fuzz}
 * searches, with the same targets.
 */
public final class FuzzRun {

    /** What is given inputs. It throws if something that must always hold does not. */
    @FunctionalInterface
    public interface Target {
        void take(byte[] input) throws Exception;
    }

    private static final int LONGEST = 4096;

    /** No input may take so long twice; once it may be the machine. */
    private static final Duration TOO_LONG = Duration.ofSeconds(1);

    private static final byte[] INTERESTING = {0, 1, 0x7D, 0x7E, 0x7F, (byte) 0x80, (byte) 0xFF};

    private final List<byte[]> corpus;
    private final Random random = new Random(1);

    private FuzzRun(List<byte[]> corpus) {
        this.corpus = corpus;
    }

    /**
     * Gives it all that is in the corpus, nothing at all, and what is made from the corpus.
     *
     * @param folder the corpus: each file is an input
     * @param made how many inputs are made from it
     */
    public static void of(Path folder, int made, Target target) throws IOException {
        var run = new FuzzRun(read(folder));
        for (byte[] input : run.corpus) {
            take(input, target);
        }
        take(new byte[0], target);
        for (int each = 0; each < made; each++) {
            take(run.make(), target);
        }
    }

    private static List<byte[]> read(Path folder) throws IOException {
        var inputs = new ArrayList<byte[]>();
        try (var files = Files.list(folder)) {
            for (var file : files.sorted().toList()) {
                inputs.add(Files.readAllBytes(file));
            }
        }
        if (inputs.isEmpty()) {
            throw new AssertionError("there is nothing in " + folder);
        }
        return inputs;
    }

    private static void take(byte[] input, Target target) {
        try {
            for (int slow = 0; time(input, target) > TOO_LONG.toNanos(); slow++) {
                if (slow > 0) {
                    throw new AssertionError("this takes too long");
                }
            }
        } catch (Exception | AssertionError | StackOverflowError | OutOfMemoryError failure) {
            throw new AssertionError(
                    "with the input %s (%s)"
                            .formatted(
                                    Base64.getEncoder().encodeToString(input),
                                    new String(input, StandardCharsets.ISO_8859_1)),
                    failure);
        }
    }

    private static long time(byte[] input, Target target) throws Exception {
        long began = System.nanoTime();
        target.take(input.clone());
        return System.nanoTime() - began;
    }

    private byte[] make() {
        byte[] made = any();
        int changes = 1 + random.nextInt(6);
        for (int each = 0; each < changes; each++) {
            made = changed(made);
        }
        return made.length <= LONGEST ? made : Arrays.copyOf(made, LONGEST);
    }

    private byte[] any() {
        return corpus.get(random.nextInt(corpus.size()));
    }

    /** Changes, removes, repeats or adds some bytes. */
    private byte[] changed(byte[] bytes) {
        int from = random.nextInt(bytes.length + 1);
        int to = Math.min(bytes.length, from + random.nextInt(9));
        return switch (random.nextInt(7)) {
            case 0 -> joined(bytes, from, new byte[0], to);
            case 1 -> joined(bytes, to, Arrays.copyOfRange(bytes, from, to), to);
            case 2 -> joined(bytes, from, noise(to - from), to);
            case 3 -> joined(bytes, from, noise(1 + random.nextInt(4)), from);
            case 4 -> joined(bytes, from, piece(any()), to);
            case 5 -> joined(bytes, from, piece(any()).clone(), from);
            default -> flipped(bytes, from);
        };
    }

    private byte[] flipped(byte[] bytes, int at) {
        if (at == bytes.length) {
            return bytes;
        }
        byte[] other = bytes.clone();
        other[at] ^= (byte) (1 << random.nextInt(8));
        return other;
    }

    private byte[] noise(int length) {
        byte[] noise = new byte[length];
        for (int at = 0; at < length; at++) {
            noise[at] =
                    random.nextBoolean()
                            ? INTERESTING[random.nextInt(INTERESTING.length)]
                            : (byte) random.nextInt(256);
        }
        return noise;
    }

    private byte[] piece(byte[] bytes) {
        int from = random.nextInt(bytes.length + 1);
        return Arrays.copyOfRange(
                bytes, from, Math.min(bytes.length, from + 1 + random.nextInt(24)));
    }

    /** What stands before {@code end}, then a middle, then what stands from {@code start} on. */
    private static byte[] joined(byte[] bytes, int end, byte[] middle, int start) {
        byte[] joined = Arrays.copyOf(bytes, end + middle.length + bytes.length - start);
        System.arraycopy(middle, 0, joined, end, middle.length);
        System.arraycopy(bytes, start, joined, end + middle.length, bytes.length - start);
        return joined;
    }
}
