// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.scenario;

/** What a server does with a delivery. */
enum Fault {
    NONE,
    DROP,
    REPEAT,
    /** The next one to the same receiver overtakes it. */
    OVERTAKEN,
    /** A letter of the filler is another. */
    DAMAGE_FILLER,
    /** A letter of the marker is another. */
    DAMAGE_MARKER,
    /** A copy also goes to somebody in another room. */
    ASTRAY,
    /** In three fragments, with pings in between. */
    FRAGMENT,
    /** And the connection is closed behind it. */
    CLOSE
}
