// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.attack;

import java.util.List;

/**
 * What all {@link Sockets} of an attack do.
 *
 * @param count how many are open at once
 * @param addresses how many they come from
 * @param perSecond how many are opened a second at most
 * @param isForAdmin whether they go to the admin port
 * @param parts the first is sent at once, each further one after something came; none for sockets
 *     that never say a word
 */
record Strangers(
        int count,
        int addresses,
        double perSecond,
        boolean isForAdmin,
        After after,
        List<byte[]> parts) {
    /** What a socket does that has sent all its parts and got an answer. */
    enum After {
        BE_SILENT,
        /** Send the last part again. */
        REPEAT,
        /** Go without a word. */
        RESET
    }

    Strangers {
        parts = List.copyOf(parts);
    }

    static Strangers of(int count, int addresses, After after, byte[]... parts) {
        return new Strangers(
                count, addresses, Double.POSITIVE_INFINITY, false, after, List.of(parts));
    }

    Strangers opening(double perSecond) {
        return new Strangers(count, addresses, perSecond, isForAdmin, after, parts);
    }

    Strangers atTheAdmin() {
        return new Strangers(count, addresses, perSecond, true, after, parts);
    }
}
