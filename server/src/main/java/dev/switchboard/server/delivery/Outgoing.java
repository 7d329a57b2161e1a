// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The memory outside the heap from which one lane writes. What goes to many receivers is copied
 * here once; from the heap, Java would copy it anew for each. Owned by the lane's turn.
 */
final class Outgoing {

    private final ByteBuffer memory;

    /** Whose bytes the memory holds; nobody changes them. */
    private byte @Nullable [] held;

    Outgoing(int size) {
        memory = ByteBuffer.allocateDirect(size);
    }

    /** These bytes, ready to be written; good until the next call. */
    @SuppressWarnings("ReferenceEquality") // the same array, not an equal one
    ByteBuffer holding(byte[] bytes) {
        if (bytes.length > memory.capacity()) {
            return ByteBuffer.wrap(bytes);
        }
        if (bytes != held) {
            memory.clear().put(bytes);
            held = bytes;
        }
        return memory.limit(bytes.length).position(0);
    }
}
