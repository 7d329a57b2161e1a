// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.plugin;

import java.io.Serial;

/** Why a plugin is not loaded, in a sentence for the operator. */
final class PluginRefused extends Exception implements OperatorFacing {
    @Serial private static final long serialVersionUID = 1;

    PluginRefused(String reason) {
        super(reason);
    }

    PluginRefused(String reason, Throwable cause) {
        super(reason, cause);
    }
}
