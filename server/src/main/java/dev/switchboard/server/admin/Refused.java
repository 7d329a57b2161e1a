// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.admin;

import java.util.Map;

/** Why a request does not get to its endpoint. */
final class Refused extends Exception {

    private static final long serialVersionUID = 1;

    private final int status;
    private final transient Map<String, String> headers;

    /**
     * @param status one of those of {@link AdminHandler#refusals}
     * @param why for people
     * @param headers what the answer has to say besides
     */
    Refused(int status, String why, Map<String, String> headers) {
        super(why, null, false, false);
        this.status = status;
        this.headers = headers;
    }

    Refused(int status, String why) {
        this(status, why, Map.of());
    }

    int status() {
        return status;
    }

    Map<String, String> headers() {
        return headers;
    }

    Answer answer() {
        return Answer.text(status, String.valueOf(getMessage()));
    }
}
