// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.comparison.server;

import java.util.List;
import java.util.Map;

/**
 * A peer's {@code peer.json}: who it is and how to speak to it.
 *
 * @param versions the file in its output that tells what it was built from
 * @param scenarios those that it takes part in
 * @param compiled whether it is machine code before it starts, and so warm soon
 * @param lines whether it packs several messages into a frame, one a line
 */
public record PeerFile(
        String name,
        String language,
        String summary,
        String versions,
        Map<String, Mode> modes,
        List<String> scenarios,
        boolean compiled,
        boolean lines) {}
