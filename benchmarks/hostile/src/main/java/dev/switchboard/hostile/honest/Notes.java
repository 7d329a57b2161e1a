// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.honest;

import dev.switchboard.load.result.Latency;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What honest clients have noticed of an attack.
 *
 * @param quiet before it; null if nothing arrived
 * @param attacked during it; null if nothing arrived
 * @param endings how many of them were disconnected, by how
 * @param lost what has not arrived
 * @param disordered what arrived twice, or after something later
 * @param gaps how often one of them was told that it missed something, honest or not
 * @param refused how many of their messages were answered with an error
 * @param notIn newcomers that could not connect
 */
public record Notes(
        @Nullable Latency quiet,
        @Nullable Latency attacked,
        Map<String, Long> endings,
        long lost,
        long disordered,
        long gaps,
        long refused,
        int notIn) {
    public long closed() {
        return endings.values().stream().mapToLong(Long::longValue).sum();
    }
}
