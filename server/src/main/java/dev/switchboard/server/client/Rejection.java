// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.client;

/** Why somebody is not admitted. */
public enum Rejection {
    /** As many connections as the switch may have. */
    FULL,
    /** What clients have not read takes nearly all the memory that it may. */
    NO_MEMORY,
    /** As many connections as one address may have. */
    ADDRESS_FULL,
    /** Connections from one address come too fast. */
    ADDRESS_RATE,
    /** As many connections as one user may have. */
    USER_FULL
}
