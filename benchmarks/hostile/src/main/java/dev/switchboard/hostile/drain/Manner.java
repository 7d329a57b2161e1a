// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.drain;

import java.util.Locale;

/** What clients do that are sent away, and what they are told. */
enum Manner {
    WAIT("come back when told, after all have left", ""),
    AT_ONCE("come back when told, which is at once", "drain.return-at-once = true\n"),
    IGNORE("come back at once, whatever they are told", ""),
    DEAF("come back when told, but one in a hundred never reads", "");

    private static final int DEAF_EACH = 100;

    private final String what;
    private final String settings;

    Manner(String what, String settings) {
        this.what = what;
        this.settings = settings;
    }

    /** As it is typed. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** For people; follows "clients". */
    String what() {
        return what;
    }

    /** How the switch that they leave is configured, besides. */
    String settings() {
        return settings;
    }

    /**
     * Whether this client never reads once it is in. It says nothing either: nobody is heard any
     * more who does not answer a close.
     */
    boolean isDeaf(int client) {
        return this == DEAF && client % DEAF_EACH == 0;
    }

    /** When a client comes back that was told to wait so long. */
    long returns(long now, long wait) {
        return this == IGNORE ? now : now + wait;
    }
}
