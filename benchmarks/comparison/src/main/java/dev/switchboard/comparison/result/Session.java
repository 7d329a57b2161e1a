// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.comparison.result;

import dev.switchboard.comparison.server.Contender;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What all samples of a folder have in common.
 *
 * @param command as it was typed
 * @param machine what a reader must know of it, by name
 * @param servers those that took part, in the order of the first round
 * @param skipped those that could not, and why
 */
public record Session(
        Instant started,
        String command,
        int rounds,
        Map<String, String> machine,
        List<Contender.Identity> servers,
        Map<String, String> skipped) {}
