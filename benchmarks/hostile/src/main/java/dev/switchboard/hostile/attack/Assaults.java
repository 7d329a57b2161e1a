// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.attack;

import java.util.List;
import java.util.stream.Stream;

/** Every attack there is. */
public final class Assaults {
    private Assaults() {}

    /**
     * In the order in which they are made.
     *
     * @param isLong with the full numbers of attackers, and the heaps of larger machines
     */
    public static List<Assault> all(boolean isLong) {
        Rows rows = new Rows(isLong);
        Floods.in(rows);
        Refusals.in(rows);
        Readers.in(rows);
        Requests.in(rows);
        HalfOpen.in(rows);
        Tokens.in(rows);
        return List.copyOf(rows.all());
    }

    /** One of them, the {@link Mixture}, or {@code malformed-SEED} with any seed. */
    public static Assault named(String name, boolean isLong) {
        if (name.startsWith(Refusals.MALFORMED)) {
            long seed = Long.parseLong(name.substring(Refusals.MALFORMED.length()));
            return Refusals.malformed(seed, new Rows(isLong).usual());
        }
        return Stream.concat(all(isLong).stream(), Stream.of(Mixture.ASSAULT))
                .filter(assault -> assault.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no attack is called " + name));
    }
}
