// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.client;

/** Why somebody is not let in, and how HTTP says it. */
public enum Turnaway {
    /** The switch starts or drains. */
    NOT_READY(503, "The switch is not taking connections now."),
    /** As many connections as the switch may have. */
    FULL(503, "The switch is full."),
    /** As many connections as one address may have. */
    ADDRESS_FULL(429, "Too many connections from this address."),
    /** Connections from one address come too fast. */
    ADDRESS_RATE(429, "New connections from this address come too fast."),
    /** As many connections as one user may have. */
    USER_FULL(429, "Too many connections of this user."),
    /** A web page of another site. */
    ORIGIN(403, "This origin may not connect."),
    /** Nobody serves this path. */
    UNKNOWN_PATH(404, "There is nothing here."),
    /** Not a WebSocket, where only that is spoken. */
    NOT_WEBSOCKET(426, "This path speaks WebSocket, version 13."),
    /** An upgrade that breaks the rules of WebSocket. */
    BAD_HANDSHAKE(400, "This is not a WebSocket handshake.");

    private final int status;
    private final String message;

    Turnaway(int status, String message) {
        this.status = status;
        this.message = message;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** A sentence for whoever was turned away. */
    public String message() {
        return message;
    }
}
