// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.plugin;

import java.io.Serial;

/** The switch does not start, because a mandatory plugin does not. */
public final class MandatoryPluginMissing extends Exception {
    @Serial private static final long serialVersionUID = 1;

    MandatoryPluginMissing(String reason) {
        super(reason);
    }
}
