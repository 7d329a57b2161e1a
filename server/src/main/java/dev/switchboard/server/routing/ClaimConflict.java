// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.routing;

import java.io.Serial;

/** Thrown where a claim meets an earlier one; its message names both owners. */
public final class ClaimConflict extends IllegalArgumentException {
    @Serial private static final long serialVersionUID = 1;

    ClaimConflict(Claim first, Claim second) {
        super(
                first.plugin().equals(second.plugin())
                        ? "%s is claimed twice by the plugin %s"
                                .formatted(first.subject(), first.plugin())
                        : "%s is claimed by the plugins %s and %s; it stays with %s, which was first"
                                .formatted(
                                        first.subject(),
                                        first.plugin(),
                                        second.plugin(),
                                        first.plugin()));
    }
}
