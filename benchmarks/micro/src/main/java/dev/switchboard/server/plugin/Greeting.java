// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.plugin;

import java.util.Optional;

/** The kind of the switch itself, as others may see it. */
public final class Greeting {

    private Greeting() {}

    /** What a client says. */
    public static Class<? extends Record> question() {
        return SwitchKinds.Hello.class;
    }

    /** What the switch answers. */
    public static Record answer(String client) {
        return new SwitchKinds.Welcome(
                client,
                Optional.empty(),
                false,
                new SwitchKinds.Limits(
                        65_536, 16, 1_000, 65_536, 32, 64, 50, 100, 524_288, 524_288, 100, 128,
                        1_048_576, 512, 25_000, 10_000));
    }
}
