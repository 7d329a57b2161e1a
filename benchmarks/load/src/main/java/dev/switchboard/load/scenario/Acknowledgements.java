// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.scenario;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;

/**
 * How many copies of each publisher's messages one worker's members have received. Written by that
 * worker, read by those whose publishers wait: each number is an opaque variable of its own.
 */
final class Acknowledgements {
    private static final VarHandle NUMBER = MethodHandles.arrayElementVarHandle(long[].class);

    private long[] copies = {};

    /** Before the first message. */
    void reserve(int publishers) {
        copies = new long[publishers];
    }

    void note(int publisher) {
        NUMBER.setOpaque(copies, publisher, copies[publisher] + 1);
    }

    static long sum(List<Acknowledgements> all, int publisher) {
        long sum = 0;
        for (int i = 0; i < all.size(); i++) {
            sum += (long) NUMBER.getOpaque(all.get(i).copies, publisher);
        }
        return sum;
    }
}
