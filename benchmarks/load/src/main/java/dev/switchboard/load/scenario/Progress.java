// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.scenario;

/** Tells whoever waits how far a run is. */
@FunctionalInterface
public interface Progress {
    /** Nobody waits. */
    Progress SILENT = _ -> {};

    void say(String line);
}
