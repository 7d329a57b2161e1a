// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.log;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.LongAdder;

/**
 * Where lines go; each write is one line. A full disk loses lines, which are counted, but neither
 * stops the switch nor the log: the next line is tried again. It begins on a line of its own, for a
 * part of the lost one may have been written.
 *
 * <p>Logback's own appender writes nothing more after the first failure.
 *
 * <p>Used by one thread at a time.
 */
class LineOutput extends OutputStream {

    private final LongAdder lost;
    private OutputStream out;

    /** Whether what was written ends within a line, or may. */
    private boolean isTorn;

    /**
     * Lines that go to this stream.
     *
     * @param lost counts lines that could not be written
     */
    LineOutput(OutputStream out, boolean isTorn, LongAdder lost) {
        this.out = out;
        this.isTorn = isTorn;
        this.lost = lost;
    }

    @Override
    public final void write(byte[] line, int offset, int length) {
        try {
            makeRoom(length);
            if (isTorn) {
                out.write('\n');
                written(1);
                isTorn = false;
            }
            out.write(line, offset, length);
            written(length);
        } catch (IOException e) {
            isTorn = true; // perhaps a part of it was written
            lost.increment();
        }
    }

    @Override
    public final void write(int one) {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public final void close() throws IOException {
        out.close();
    }

    /** Before a line of so many bytes. */
    void makeRoom(int length) throws IOException {}

    /** So many bytes more are written. */
    void written(int length) {}

    /** From now on lines go to this stream, which has none yet; the one before is closed. */
    final void goOnIn(OutputStream next) throws IOException {
        OutputStream before = out;
        out = next;
        isTorn = false;
        before.close();
    }
}
