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
    USER_FULL,
    /** What it shows to say who it is is not valid. */
    BAD_TOKEN,
    /** It does not say who it is, and could not do so later. */
    TOKEN_NEEDED,
    /** Too much that was not valid has come from one address. */
    ADDRESS_FAILURES,
    /** It may not connect to this path. */
    FORBIDDEN,
    /** Who should say whether it may connect cannot say it now. */
    UNDECIDED
}
