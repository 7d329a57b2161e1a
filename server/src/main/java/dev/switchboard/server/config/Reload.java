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
public record Reload(List<SettingChange> changes, Set<String> plugins) {

    /** What is in force now. */
    public List<SettingChange> applied() {
        return changes.stream().filter(change -> !change.needsRestart()).toList();
    }

    /** What waits for the next start. */
    public List<SettingChange> waiting() {
        return changes.stream().filter(SettingChange::needsRestart).toList();
    }
}
