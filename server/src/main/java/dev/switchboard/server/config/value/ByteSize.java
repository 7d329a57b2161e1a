// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config.value;

import dev.switchboard.server.config.value.Units.Unit;
import java.util.List;

/**
 * A number of bytes, written as {@code 64 KiB}, {@code 64k} or {@code 65536}.
 *
 * <p>All units are powers of 1024. {@code kB} and {@code MB} are refused: half of the world reads
 * them as powers of 1000, and a limit should not depend on who reads it.
 */
public record ByteSize(long bytes) implements Comparable<ByteSize> {

    private static final Units UNITS =
            new Units(
                    "a size",
                    "not a whole number of bytes in reach",
                    "64 KiB",
                    " ",
                    List.of(
                            new Unit("B", 1, "b "), // a bare number too
                            new Unit("KiB", 1L << 10, "kib k"),
                            new Unit("MiB", 1L << 20, "mib m"),
                            new Unit("GiB", 1L << 30, "gib g"),
                            new Unit("TiB", 1L << 40, "tib t")));

    public ByteSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("a size cannot be negative");
        }
    }

    public static ByteSize ofBytes(long bytes) {
        return new ByteSize(bytes);
    }

    public static ByteSize ofKibibytes(long kibibytes) {
        return new ByteSize(Math.multiplyExact(kibibytes, 1L << 10));
    }

    public static ByteSize ofMebibytes(long mebibytes) {
        return new ByteSize(Math.multiplyExact(mebibytes, 1L << 20));
    }

    /** Reads what a person wrote. */
    public static ByteSize parse(String text) {
        return new ByteSize(UNITS.parse(text));
    }

    @Override
    public int compareTo(ByteSize other) {
        return Long.compare(bytes, other.bytes);
    }

    /** The shortest exact spelling: {@code 64 KiB}, {@code 1000 B}. */
    @Override
    public String toString() {
        return UNITS.print(bytes);
    }
}
