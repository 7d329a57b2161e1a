// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.micro;

import dev.switchboard.server.codec.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Making sure that a text is UTF-8. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
public class Utf8Benchmark {

    @Param({"128", "4096"})
    int size;

    private byte[] ascii = {};
    private byte[] mixed = {};

    @Setup
    public void write() {
        ascii = "x".repeat(size).getBytes(StandardCharsets.UTF_8);
        mixed = "aé€😀xy".repeat(size / 12).getBytes(StandardCharsets.UTF_8);
    }

    @Benchmark
    public boolean ascii() {
        return Utf8.isValid(ascii, 0, ascii.length);
    }

    /** A third of the characters are not ASCII. */
    @Benchmark
    public boolean mixed() {
        return Utf8.isValid(mixed, 0, mixed.length);
    }
}
