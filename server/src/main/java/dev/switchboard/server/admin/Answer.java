// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.admin;

import org.eclipse.jetty.http.HttpStatus;

/** What is sent back for a request. */
record Answer(int status, String type, String body) {

    static final String TEXT = "text/plain; charset=utf-8";
    static final String JSON = "application/json";
    static final String HTML = "text/html; charset=utf-8";

    /** Text for people; ends with a line end, so that a terminal shows it well. */
    static Answer text(int status, String text) {
        return new Answer(status, TEXT, text.endsWith("\n") ? text : text + "\n");
    }

    static Answer json(int status, Object value) {
        return new Answer(status, JSON, JsonPage.of(value));
    }

    static Answer html(String page) {
        return new Answer(HttpStatus.OK_200, HTML, page);
    }
}
