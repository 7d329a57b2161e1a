// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.relay;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Where to relay.
 *
 * @param paths each with its own circle of clients
 */
public record RelaySettings(List<RelayPath> paths) {

    public RelaySettings {
        Set<String> seen = new HashSet<>();
        for (var relay : paths) {
            if (!seen.add(relay.path())) {
                throw new IllegalArgumentException(
                        "paths: " + relay.path() + " stands there twice");
            }
        }
    }

    /**
     * One path.
     *
     * @param path the path that the plugin owns
     * @param includeSender whether senders get their own messages too
     */
    public record RelayPath(String path, boolean includeSender) {}
}
