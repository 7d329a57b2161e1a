// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.client;

import dev.switchboard.server.delivery.Wire;

/** A client's connection as the client sees it: a socket, or in tests none. */
public interface ClientLink extends Wire {

    /** Goes on reading after a pause. Called from any thread; reading happens elsewhere. */
    void resume();

    /** Tells the peer that nothing more will be written; what the peer says is still read. */
    void finish();

    /**
     * Drops the connection now, whatever is still to be said; it is {@linkplain
     * ConnectedClient#lost lost} soon. A second call does nothing.
     */
    void abort();
}
