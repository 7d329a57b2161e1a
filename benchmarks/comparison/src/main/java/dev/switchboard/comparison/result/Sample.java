// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.comparison.result;

import dev.switchboard.load.result.Result;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One server, one scenario, one round: a line in the folder of results.
 *
 * @param figures what the driver itself has measured, by the names of {@link Measure}
 * @param attempts 2 if the first was disturbed
 * @param disturbed whether others used the machine meanwhile, in the last attempt too
 * @param failure why there is nothing, or nothing to be trusted; empty if all went well
 * @param command what can be typed to do it again
 * @param result what the generator found, if it was asked
 */
public record Sample(
        int round,
        String server,
        String scenario,
        Map<String, Double> figures,
        int attempts,
        boolean disturbed,
        String failure,
        String command,
        @Nullable Result result) {

    public boolean isWhole() {
        return failure.isEmpty();
    }

    /** The same figures under another server's name. */
    Sample as(String other) {
        return new Sample(
                round, other, scenario, figures, attempts, disturbed, failure, command, result);
    }
}
