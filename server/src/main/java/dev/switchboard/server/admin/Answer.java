// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.admin;

/** What is sent back for a request. */
record Answer(int status, String type, String body) {

    static final int OK = 200;
    static final int ACCEPTED = 202;
    static final int BAD_REQUEST = 400;
    static final int UNAUTHORIZED = 401;
    static final int NOT_FOUND = 404;
    static final int METHOD_NOT_ALLOWED = 405;
    static final int TOO_LARGE = 413;
    static final int MISDIRECTED = 421;
    static final int UNPROCESSABLE = 422;
    static final int FAILED = 500;
    static final int UNAVAILABLE = 503;

    static final String TEXT = "text/plain; charset=utf-8";
    private static final String JSON = "application/json";
    private static final String HTML = "text/html; charset=utf-8";

    /** Text for people; ends with a line end, so that a terminal shows it well. */
    static Answer text(int status, String text) {
        return new Answer(status, TEXT, text.endsWith("\n") ? text : text + "\n");
    }

    static Answer json(int status, Object value) {
        return new Answer(status, JSON, JsonPage.of(value));
    }

    static Answer html(String page) {
        return new Answer(OK, HTML, page);
    }
}
