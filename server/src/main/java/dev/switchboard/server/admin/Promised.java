// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.admin;

/**
 * One of the answers that an endpoint may give.
 *
 * @param type its content type
 * @param about what it means, in a sentence
 */
record Promised(int status, String type, String about) {

    static Promised text(int status, String about) {
        return new Promised(status, Answer.TEXT, about);
    }

    static Promised json(int status, String about) {
        return new Promised(status, Answer.JSON, about);
    }
}
