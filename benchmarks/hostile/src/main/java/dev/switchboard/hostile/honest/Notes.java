// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.honest;

import dev.switchboard.load.result.Latency;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What honest clients have noticed of an attack.
 *
 * @param quiet before it; null if nothing arrived
 * @param attacked during it; null if nothing arrived
 * @param burned beside attackers that only compute; null if there was no such run
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
        @Nullable Latency burned,
        Map<String, Long> endings,
        long lost,
        long disordered,
        long gaps,
        long refused,
        int notIn) {
    public long closed() {
        return endings.values().stream().mapToLong(Long::longValue).sum();
    }

    /** As long as messages are on their way, nobody knows whether they are lost. */
    public Notes withoutLost() {
        return new Notes(quiet, attacked, burned, endings, 0, disordered, gaps, refused, 0);
    }

    /**
     * What they have noticed of an attack, other than that it took longer or that nobody new came
     * in.
     */
    public List<String> failures() {
        List<String> failures = new ArrayList<>();
        if (closed() > 0) {
            failures.add("honest clients closed: " + endings);
        }
        if (lost > 0) {
            failures.add("%,d honest messages lost, %,d gaps told".formatted(lost, gaps));
        }
        if (refused > 0) {
            failures.add("%,d honest messages refused".formatted(refused));
        }
        if (disordered > 0) {
            failures.add("%,d honest messages out of order".formatted(disordered));
        }
        if (attacked == null) {
            failures.add("nothing honest arrived");
        }
        return failures;
    }
}
