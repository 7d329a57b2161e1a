// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.plugin;

import java.io.Serial;

/** Tells a plugin that its settings hold mistakes; the message is the table of them. */
final class BadSettings extends IllegalStateException implements OperatorFacing {
    @Serial private static final long serialVersionUID = 1;

    BadSettings(String table) {
        super(table);
    }
}
