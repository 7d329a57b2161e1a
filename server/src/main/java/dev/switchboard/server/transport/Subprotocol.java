// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * What a client may offer in its handshake to have confirmed how messages are written where kinds
 * are spoken. It need not offer anything.
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
     * The first one that the request offers, letter by letter: a client must fail if it is
     * confirmed anything that it did not offer.
     */
    static @Nullable Subprotocol offered(Request request) {
        for (var field : request.getHeaders()) {
            if (field.getHeader() == HttpHeader.SEC_WEBSOCKET_SUBPROTOCOL) {
                for (String name : field.getValues()) {
                    for (var known : values()) {
                        if (known.wireName.equals(name)) {
                            return known;
                        }
                    }
                }
            }
        }
        return null;
    }
}
