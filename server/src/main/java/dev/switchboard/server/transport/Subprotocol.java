// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * A subprotocol that a client may offer in its handshake, to agree on how messages with kinds are
 * written. It need not offer any.
 */
enum Subprotocol {
    /** JSON in text messages. */
    SWITCHBOARD_V1("switchboard.v1");

    private final String wireName;

    Subprotocol(String wireName) {
        this.wireName = wireName;
    }

    /** What it is called in a handshake. */
    String wireName() {
        return wireName;
    }

    /**
     * The offered one, spelled exactly so: a client must fail if it gets one that it did not offer.
     */
    static @Nullable Subprotocol offered(Request request) {
        var offers = request.getHeaders().getCSV(HttpHeader.SEC_WEBSOCKET_SUBPROTOCOL, false);
        for (var known : values()) {
            if (offers.contains(known.wireName)) {
                return known;
            }
        }
        return null;
    }
}
