// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.plugin;

import java.io.Serial;

/** Tells a plugin which of its registrations makes no sense. */
final class BadRegistration extends IllegalArgumentException implements OperatorFacing {
    @Serial private static final long serialVersionUID = 1;

    BadRegistration(String method, IllegalArgumentException nonsense) {
        super(method + "(): " + nonsense.getMessage(), nonsense);
    }
}
