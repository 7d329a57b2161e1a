// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.admin;

import java.util.Optional;

/** The methods of HTTP that the admin port knows. */
enum Method {
    GET,
    POST,
    DELETE;

    /** The one that a request names; HEAD is a GET whose answer has no body. */
    static Optional<Method> of(String named) {
        return switch (named) {
            case "GET", "HEAD" -> Optional.of(GET);
            case "POST" -> Optional.of(POST);
            case "DELETE" -> Optional.of(DELETE);
            default -> Optional.empty();
        };
    }

    /** As the header {@code Allow} names it. */
    String allowed() {
        return this == GET ? "GET, HEAD" : name();
    }
}
