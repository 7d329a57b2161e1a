// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import dev.switchboard.api.Position;
import dev.switchboard.server.codec.Encoded;
import dev.switchboard.server.codec.Encoding;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A second encoding, binary: one byte with the length, then the record as Java shows it. It counts
 * how often it was asked.
 */
final class CountingEncoding implements Encoding {

    final AtomicInteger written = new AtomicInteger();

    @Override
    public boolean isText() {
        return false;
    }

    @Override
    public Encoded write(Record message, @Nullable Position position) {
        written.incrementAndGet();
        String at = position == null ? "" : "@" + position.offset();
        byte[] text = (message + at).getBytes(StandardCharsets.UTF_8);
        return new Encoded() {
            @Override
            public int size() {
                return 1 + text.length;
            }

            @Override
            public void copyTo(byte[] target, int at) {
                target[at] = (byte) text.length;
                System.arraycopy(text, 0, target, at + 1, text.length);
            }
        };
    }
}
