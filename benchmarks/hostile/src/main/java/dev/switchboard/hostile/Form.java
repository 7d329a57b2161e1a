// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile;

import java.time.Duration;

/**
 * How large and how long an attack is.
 *
 * @param clients honest ones, ten to a room
 * @param rate honest messages a second, by all together
 * @param warmUp honest talk before anything is measured
 * @param quiet honest talk alone
 * @param attack honest talk beside the attack
 * @param patience how long after the attack honest messages may still arrive
 * @param slowest the honest p99 during an attack from which on it has succeeded
 */
public record Form(
        int clients,
        int rate,
        Duration warmUp,
        Duration quiet,
        Duration attack,
        Duration patience,
        Duration slowest) {
    /** Enough to see that the switch lives and loses nobody; its times mean little. */
    public static final Form SHORT =
            new Form(
                    100,
                    50,
                    Duration.ofMillis(500),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(10));

    /** What the page is made of. */
    public static final Form LONG =
            new Form(
                    500,
                    200,
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(4),
                    Duration.ofSeconds(12),
                    Duration.ofSeconds(10),
                    Duration.ofMillis(500));

    public boolean isLong() {
        return equals(LONG);
    }
}
