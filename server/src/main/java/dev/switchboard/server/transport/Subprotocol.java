// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import java.util.List;
import java.util.stream.Stream;
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
        var offers = offers(request);
        for (var known : values()) {
            if (offers.contains(known.wireName)) {
                return known;
            }
        }
        return null;
    }

    /**
     * All that is offered. No quotes are known there (RFC 6455, section 11.3.4); Jetty would look
     * for their ends, and fail with words that have the header, and so a token, in them.
     */
    static List<String> offers(Request request) {
        return request.getHeaders().getValuesList(HttpHeader.SEC_WEBSOCKET_SUBPROTOCOL).stream()
                .flatMap(line -> Stream.of(line.split(",")))
                .map(String::strip)
                .toList();
    }
}
