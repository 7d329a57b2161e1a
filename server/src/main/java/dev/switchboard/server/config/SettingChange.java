// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config;

/**
 * One setting that a reload found changed.
 *
 * @param path the full key, as in {@code messages.rate}
 * @param before as it would stand in a file; a secret is masked
 * @param needsRestart whether it stays as it is until the switch is started again
 */
public record SettingChange(String path, String before, String after, boolean needsRestart) {

    @Override
    public String toString() {
        return path + ": " + before + " -> " + after + (needsRestart ? " (needs a restart)" : "");
    }
}
