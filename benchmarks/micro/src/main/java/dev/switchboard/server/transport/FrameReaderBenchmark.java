// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** From the bytes of one read to the payloads of its frames, unmasked. Costs are per frame. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
public class FrameReaderBenchmark {

    private static final int MASK = 0x37FA213D;
    private static final int LONGEST = 65_536;
    private static final int MANY = 32;

    /** Bytes of payload. */
    @Param({"128", "4096"})
    int size;

    private final FrameReader reader = new FrameReader(false);
    private byte[] one = {};
    private byte[] many = {};

    @Setup
    public void write() {
        one = frames(1);
        many = frames(MANY);
    }

    private byte[] frames(int count) {
        var bytes = ByteBuffer.allocate(count * (size + 14));
        for (int each = 0; each < count; each++) {
            bytes.put((byte) (0x80 | Opcode.TEXT));
            bytes.put((byte) (0x80 | 126)).putShort((short) size);
            bytes.putInt(MASK);
            for (int at = 0; at < size; at++) {
                bytes.put((byte) ('a' ^ (MASK >>> (24 - ((at & 3) << 3)))));
            }
        }
        byte[] written = new byte[bytes.position()];
        bytes.flip().get(written);
        return written;
    }

    @Benchmark
    public int aloneInItsRead() throws Violation {
        return read(one);
    }

    @Benchmark
    @OperationsPerInvocation(MANY)
    public int oneOf32InARead() throws Violation {
        return read(many);
    }

    private int read(byte[] bytes) throws Violation {
        return reader.read(
                bytes, 0, bytes.length, LONGEST, (_, _, payload) -> payload.length == size);
    }
}
