// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.client;

import dev.switchboard.server.delivery.Wire;

/** A client's connection as the client sees it: a socket, or in tests none. */
public interface Link extends Wire {

    /** Goes on reading after a pause. Called from any thread; reading happens elsewhere. */
    void resume();

    /** Drops the connection now, whatever is still to be said. */
    void abort();
}
