// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config.value;

import java.util.Locale;

/**
 * A number of bytes, written as {@code 64 KiB}, {@code 64k} or {@code 65536}.
 *
 * <p>All units are powers of 1024. {@code kB} and {@code MB} are refused: half of the world reads
 * them as powers of 1000, and a limit should not depend on who reads it.
 */
public record ByteSize(long bytes) implements Comparable<ByteSize> {

    private enum Unit {
        B(1),
        KiB(1L << 10),
        MiB(1L << 20),
        GiB(1L << 30),
        TiB(1L << 40);

        final long bytes;

        Unit(long bytes) {
            this.bytes = bytes;
        }

        boolean isWritten(String word) {
            String name = name().toLowerCase(Locale.ROOT);
            return word.equals(name) || word.equals(name.substring(0, 1));
        }

        boolean isMeantBy(String word) {
            return word.startsWith(name().substring(0, 1).toLowerCase(Locale.ROOT));
        }
    }

    public ByteSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("a size cannot be negative");
        }
    }

    public static ByteSize ofBytes(long bytes) {
        return new ByteSize(bytes);
    }

    public static ByteSize ofKibibytes(long kibibytes) {
        return new ByteSize(Math.multiplyExact(kibibytes, Unit.KiB.bytes));
    }

    public static ByteSize ofMebibytes(long mebibytes) {
        return new ByteSize(Math.multiplyExact(mebibytes, Unit.MiB.bytes));
    }

    /** Reads what a person wrote. */
    public static ByteSize parse(String text) {
        Quantity quantity =
                Quantity.parse(text)
                        .orElseThrow(() -> new IllegalArgumentException("not a size; try 64 KiB"));
        if (quantity.unit().isEmpty()) {
            return of(quantity, Unit.B);
        }
        for (Unit unit : Unit.values()) {
            if (unit.isWritten(quantity.unit())) {
                return of(quantity, unit);
            }
        }
        for (Unit unit : Unit.values()) {
            if (unit.isMeantBy(quantity.unit())) {
                throw new IllegalArgumentException(
                        "not a size; try " + quantity.amountText() + " " + unit);
            }
        }
        throw new IllegalArgumentException(
                "not a size; units are B, KiB, MiB, GiB, TiB; try "
                        + quantity.amountText()
                        + " KiB");
    }

    private static ByteSize of(Quantity quantity, Unit unit) {
        try {
            return new ByteSize(quantity.times(unit.bytes));
        } catch (ArithmeticException notALong) {
            throw new IllegalArgumentException("not a whole number of bytes in reach", notALong);
        }
    }

    @Override
    public int compareTo(ByteSize other) {
        return Long.compare(bytes, other.bytes);
    }

    /** The shortest exact spelling: {@code 64 KiB}, {@code 1000 B}. */
    @Override
    public String toString() {
        Unit shortest = Unit.B;
        for (Unit unit : Unit.values()) {
            if (bytes > 0 && bytes % unit.bytes == 0) {
                shortest = unit;
            }
        }
        return bytes / shortest.bytes + " " + shortest;
    }
}
