// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.routing;

/**
 * Saves the clients of a thread that reads sockets and does not come back from a plugin. The floor
 * that owns these threads implements it.
 */
@FunctionalInterface
public interface ReaderRescue {

    /** For a switch without threads that read, as in tests. */
    ReaderRescue NOBODY = stuck -> {};

    /**
     * Has others do what this thread did for its other connections. Called once for each call that
     * hangs, by the clock's thread, which must not wait; the connection whose message hangs is
     * being closed already. Should the thread come back after all, its call neither answers nor
     * reads on.
     */
    void takeOver(Thread stuck);
}
