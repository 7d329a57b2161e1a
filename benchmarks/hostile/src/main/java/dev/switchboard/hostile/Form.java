// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile;

import dev.switchboard.hostile.report.Bounds;
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
 * @param burned honest talk beside attackers that only compute; zero for none
 * @param bounds what the honest p99 may be
 */
public record Form(
        int clients,
        int rate,
        Duration warmUp,
        Duration quiet,
        Duration attack,
        Duration patience,
        Duration burned,
        Bounds bounds) {
    /** Enough to see that the switch lives and loses nobody; its times mean little. */
    public static final Form SHORT =
            new Form(
                    100,
                    50,
                    Duration.ofMillis(500),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(30),
                    Duration.ZERO,
                    new Bounds(Duration.ofSeconds(10), 5, Double.POSITIVE_INFINITY));

    /** What the page is made of. */
    public static final Form LONG =
            new Form(
                    500,
                    200,
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(4),
                    Duration.ofSeconds(12),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(8),
                    new Bounds(Duration.ofMillis(20), 5, 2));

    public boolean isLong() {
        return equals(LONG);
    }
}
