// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.attack;

import java.util.List;
import java.util.function.LongFunction;

/**
 * What all {@link Sockets} of an attack do.
 *
 * @param count how many are open at once
 * @param addresses how many they come from
 * @param perSecond how many are opened a second at most
 * @param isForAdmin whether they go to the admin port
 * @param parts of each socket, by its number: the first is sent at once, each further one after
 *     something came; none for sockets that never say a word
 */
record Strangers(
        int count,
        int addresses,
        double perSecond,
        boolean isForAdmin,
        After after,
        LongFunction<List<byte[]>> parts) {
    /** What a socket does that has sent all its parts and got an answer. */
    enum After {
        BE_SILENT,
        /** Send the last part again. */
        REPEAT,
        /** Go without a word. */
        RESET,
        /** The same; and whoever gets no answer for half a second goes, too. */
        RESET_ANYHOW,
        /** Nobody waits for answers: a part is sent every half second. */
        DRIP
    }

    static Strangers of(int count, int addresses, After after, byte[]... parts) {
        List<byte[]> all = List.of(parts);
        return new Strangers(
                count, addresses, Double.POSITIVE_INFINITY, false, after, number -> all);
    }

    Strangers opening(double perSecond) {
        return new Strangers(count, addresses, perSecond, isForAdmin, after, parts);
    }

    Strangers saying(LongFunction<List<byte[]>> words) {
        return new Strangers(count, addresses, perSecond, isForAdmin, after, words);
    }

    /** They go to the admin port. */
    Strangers atTheAdmin() {
        return new Strangers(count, addresses, perSecond, true, after, parts);
    }
}
