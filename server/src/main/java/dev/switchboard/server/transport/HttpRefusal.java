// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import dev.switchboard.server.client.Rejection;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Why a request is refused, and its HTTP status. */
enum HttpRefusal {
    /** The switch starts or drains. */
    NOT_READY(HttpStatus.SERVICE_UNAVAILABLE_503, "The switch is not taking connections now."),
    FULL(HttpStatus.SERVICE_UNAVAILABLE_503, "The switch is full."),
    NO_MEMORY(HttpStatus.SERVICE_UNAVAILABLE_503, "The switch is short of memory."),
    ADDRESS_FULL(HttpStatus.TOO_MANY_REQUESTS_429, "Too many connections from this address."),
    ADDRESS_RATE(
            HttpStatus.TOO_MANY_REQUESTS_429, "New connections from this address come too fast."),
    REQUEST_RATE(HttpStatus.TOO_MANY_REQUESTS_429, "Requests from this address come too fast."),
    USER_FULL(HttpStatus.TOO_MANY_REQUESTS_429, "Too many connections of this user."),
    BAD_TOKEN(HttpStatus.UNAUTHORIZED_401, "This does not say who you are: it is not valid."),
    TOKEN_NEEDED(HttpStatus.UNAUTHORIZED_401, "Say who you are, by a token."),
    ADDRESS_FAILURES(
            HttpStatus.TOO_MANY_REQUESTS_429, "Too many tokens from this address were not valid."),
    /** A step of the admission failed, or was not done in time. */
    UNDECIDED(HttpStatus.SERVICE_UNAVAILABLE_503, "Nobody can say now whether you may come in."),
    /** Its rights do not let it connect to this path. */
    FORBIDDEN(HttpStatus.FORBIDDEN_403, "You may not connect here."),
    /** A web page of another site. */
    ORIGIN(HttpStatus.FORBIDDEN_403, "This origin may not connect."),
    /** Nothing is served on this path. */
    UNKNOWN_PATH(HttpStatus.NOT_FOUND_404, "There is nothing here."),
    /** Not a WebSocket, where only that is spoken. */
    NOT_WEBSOCKET(HttpStatus.UPGRADE_REQUIRED_426, "This path speaks WebSocket, version 13."),
    /** The request line or the headers are larger than allowed; Jetty answers. */
    HEADER_SIZE(
            HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431,
            "The request line and headers are too large."),
    /** No whole request came in time; the connection is closed without an answer. */
    LATE(HttpStatus.REQUEST_TIMEOUT_408, "The request was not complete in time."),
    /** An upgrade that breaks the rules of WebSocket. */
    BAD_HANDSHAKE(HttpStatus.BAD_REQUEST_400, "This is not a WebSocket handshake."),
    /** A proxy has added a name to one that the client gave, maybe, instead of replacing it. */
    SEVERAL_USERS(
            HttpStatus.BAD_REQUEST_400,
            "Several users are named. The proxy must replace the header that names the user, not"
                    + " add one."),
    /** A trusted proxy does not say for whom it opened the connection, though it has to. */
    PROXY_HEADER(HttpStatus.BAD_REQUEST_400, "The header of the PROXY protocol is missing.");

    /** The only version of WebSocket there is (RFC 6455, section 4.1). */
    static final String WEBSOCKET_VERSION = "13";

    private static final int RETRY_AFTER_SECONDS = 5;

    private final int status;
    private final String message;

    HttpRefusal(int status, String message) {
        this.status = status;
        this.message = message;
    }

    /** The HTTP status for a connection that is not admitted. */
    static HttpRefusal of(Rejection rejection) {
        return switch (rejection) {
            case FULL -> FULL;
            case NO_MEMORY -> NO_MEMORY;
            case ADDRESS_FULL -> ADDRESS_FULL;
            case ADDRESS_RATE -> ADDRESS_RATE;
            case USER_FULL -> USER_FULL;
            case BAD_TOKEN -> BAD_TOKEN;
            case TOKEN_NEEDED -> TOKEN_NEEDED;
            case ADDRESS_FAILURES -> ADDRESS_FAILURES;
            case FORBIDDEN -> FORBIDDEN;
            case UNDECIDED -> UNDECIDED;
        };
    }

    /** Answers with it; the connection is closed then. */
    void write(Response response, Callback callback) {
        response.setStatus(status);
        var headers = response.getHeaders();
        headers.put(HttpHeader.CONTENT_TYPE, "text/plain;charset=utf-8");
        if (status == HttpStatus.UPGRADE_REQUIRED_426) {
            headers.put(HttpHeader.UPGRADE, "websocket");
            headers.put(HttpHeader.CONNECTION, "Upgrade");
            headers.put(HttpHeader.SEC_WEBSOCKET_VERSION, WEBSOCKET_VERSION);
        } else if (status == HttpStatus.UNAUTHORIZED_401) {
            headers.put(
                    HttpHeader.WWW_AUTHENTICATE,
                    this == BAD_TOKEN ? "Bearer error=\"invalid_token\"" : "Bearer");
        } else if (status == HttpStatus.SERVICE_UNAVAILABLE_503
                || status == HttpStatus.TOO_MANY_REQUESTS_429) {
            headers.put(HttpHeader.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        headers.add(HttpHeader.CONNECTION, "close");
        Content.Sink.write(response, true, message + "\n", callback);
    }
}
