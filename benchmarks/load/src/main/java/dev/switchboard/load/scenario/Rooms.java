// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.scenario;

import java.util.Arrays;
import java.util.List;

/**
 * Who is in which room. Members of a room have consecutive numbers, the largest room comes first.
 *
 * @param sizes of each room
 */
record Rooms(List<Integer> sizes) {

    /** As equal as it goes. */
    static Rooms equal(int members, int rooms) {
        return skewed(members, rooms, 0);
    }

    /**
     * The k-th room has 1/k^skew of the first one's members, and at least two, as long as there are
     * enough.
     */
    static Rooms skewed(int members, int rooms, double skew) {
        double[] weights = new double[rooms];
        for (int i = 0; i < rooms; i++) {
            weights[i] = Math.pow(i + 1.0, -skew);
        }
        double all = Arrays.stream(weights).sum();
        int least = Math.min(2, members / rooms);
        int[] sizes = new int[rooms];
        int left = members - least * rooms;
        double given = 0;
        int used = 0;
        for (int i = 0; i < rooms; i++) {
            given += weights[i] / all * left;
            int more = (int) Math.round(given) - used;
            used += more;
            sizes[i] = least + more;
        }
        return new Rooms(Arrays.stream(sizes).boxed().toList());
    }

    /** Full ones, and one with the rest. */
    static Rooms ofSize(int members, int size) {
        int[] sizes = new int[(members + size - 1) / size];
        Arrays.fill(sizes, size);
        sizes[sizes.length - 1] = members - size * (sizes.length - 1);
        return new Rooms(Arrays.stream(sizes).boxed().toList());
    }

    int count() {
        return sizes.size();
    }
}
