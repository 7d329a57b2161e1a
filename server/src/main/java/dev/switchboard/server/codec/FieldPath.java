// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.codec;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamContext;

/** Where in a message something stands, as errors spell it: {@code items[2].name}. */
final class FieldPath {
    private FieldPath() {}

    /** The path of the value that the parser has reached; empty for the message itself. */
    static String of(JsonParser parser) {
        JsonToken token = parser.currentToken();
        TokenStreamContext place = parser.streamReadContext();
        boolean entered = token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY;
        return of(entered ? place.getParent() : place);
    }

    /** The path of a field of the object that stands at a path. */
    static String join(String path, String field) {
        return path.isEmpty() ? field : path + "." + field;
    }

    private static String of(TokenStreamContext place) {
        if (place.inArray()) {
            return of(place.getParent()) + "[" + place.getCurrentIndex() + "]";
        }
        return place.inObject() ? join(of(place.getParent()), place.currentName()) : "";
    }
}
