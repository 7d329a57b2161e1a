// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.attack;

import static dev.switchboard.hostile.attack.Rows.BIG;

import dev.switchboard.hostile.server.Setup;

/** Clients whose messages are refused. */
final class Refusals {
    /** A little less than the refusals after which a client is closed. */
    private static final int FORGIVEN = 950;

    /** The name, before the seed. */
    static final String MALFORMED = "malformed-";

    private static final int BURST = FORGIVEN + 100;
    private static final double SECONDS = 2.1;

    private Refusals() {}

    static void in(Rows rows) {
        for (int size : new int[] {100, 8_000, BIG}) {
            rows.crew(
                    "above-rate-" + size,
                    "50 clients send 1,050 messages of %,d bytes every 2.1 s, most of them above their rate"
                            .formatted(size),
                    Role.talking(50, size, order("join")).paced(BURST / SECONDS, BURST));
            rows.crew(
                    "unknown-kind-" + size,
                    "50 clients send 50/s messages of %,d bytes of a kind that there is not"
                            .formatted(size),
                    Role.talking(50, size, "{\"msg_type\":\"nobody_knows\",\"content\":\"%p\"}"));
            rows.crew(
                    "bad-json-" + size,
                    "50 clients send 50/s messages of %,d bytes that at their very end are no JSON"
                            .formatted(size),
                    Role.talking(50, size, "{\"msg_type\":\"chat\",\"content\":\"%p\""));
        }
        rows.add(malformed(1, rows.usual()));
    }

    /**
     * Malformed input of all kinds.
     *
     * @param seed tells one run from another
     */
    static Assault malformed(long seed, Setup setup) {
        Strangers strangers =
                Strangers.of(200, 20, Strangers.After.RESET_ANYHOW)
                        .saying(new Mistakes(seed)::parts);
        return new Assault(
                MALFORMED + seed,
                "200 connections from 20 addresses send requests, frames and JSON with random mistakes, and are opened anew",
                setup,
                ground -> new Sockets(ground, strangers));
    }

    /** What joins or leaves one room; the payload stands in a field that is ignored. */
    static String order(String verb) {
        return "{\"msg_type\":\"%s_room\",\"room\":\"hall\",\"ignored\":\"%%p\"}".formatted(verb);
    }
}
