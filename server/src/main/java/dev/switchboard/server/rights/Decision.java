// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.rights;

/**
 * Whether somebody may do something.
 *
 * @param allowed whether it may
 * @param by what decided, for the operator; such as {@code rule 2 of rights.rules}
 * @param known whether somebody has decided; otherwise a plugin should have, and may do so later
 */
public record Decision(boolean allowed, String by, boolean known) {

    /** The decision of somebody. */
    public Decision(boolean allowed, String by) {
        this(allowed, by, true);
    }
}
