// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.scenario;

/** One way to load a server: sets up members, lets them talk, and says what it found. */
@FunctionalInterface
interface Scenario {
    void run(Session session, Findings findings);
}
