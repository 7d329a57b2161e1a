// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.operation;

import java.util.Objects;

/** Which version of the switch this is. */
public final class Version {

    private Version() {}

    /** As in the jar's manifest; a build that was not packaged has none. */
    public static String current() {
        return Objects.requireNonNullElse(
                Version.class.getPackage().getImplementationVersion(), "unpackaged");
    }
}
