// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.routing;

/**
 * Holds the table that is valid now. Any thread may read it; a new table takes the place of the old
 * in a single write, and a message that was looked up in the old one ends there.
 */
public final class Routes {
    private volatile RouteTable current = RouteTable.EMPTY;

    public RouteTable current() {
        return current;
    }

    public void replace(RouteTable next) {
        current = next;
    }
}
