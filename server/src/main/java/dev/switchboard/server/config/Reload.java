// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config;

import java.util.List;
import java.util.Set;

/**
 * What a reload did.
 *
 * @param changes every setting that differs from what was in force
 * @param plugins the plugins whose own sections changed; what that means is theirs to say
 */
public record Reload(List<Change> changes, Set<String> plugins) {

    /**
     * One setting that was found changed.
     *
     * @param path the full key, as in {@code messages.rate}
     * @param before as it would stand in a file; a secret is masked
     * @param needsRestart whether it stays as it is until the switch is started again
     */
    public record Change(String path, String before, String after, boolean needsRestart) {

        @Override
        public String toString() {
            String when = needsRestart ? " (needs a restart)" : "";
            return path + ": " + before + " -> " + after + when;
        }
    }

    /** What is in force now. */
    public List<Change> applied() {
        return changes.stream().filter(change -> !change.needsRestart()).toList();
    }

    /** What waits for the next start. */
    public List<Change> waiting() {
        return changes.stream().filter(Change::needsRestart).toList();
    }
}
