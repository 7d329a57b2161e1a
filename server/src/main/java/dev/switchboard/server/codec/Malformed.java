// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.codec;

import dev.switchboard.api.Code;
import dev.switchboard.api.Refusal;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.UnexpectedEndOfInputException;

/** Says in our words what Jackson found wrong with a text. */
final class Malformed {
    private static final String DUPLICATE = "Duplicate Object property";

    private Malformed() {}

    static Refusal refusal(JacksonException cause, byte[] text) {
        String complaint = cause.getOriginalMessage();
        if (complaint.startsWith(DUPLICATE) && cause.processor() instanceof JsonParser parser) {
            String path = Path.of(parser);
            return bad("the field " + path + " is there twice").field(path);
        }
        TokenStreamLocation place = cause.getLocation();
        long at = place == null ? -1 : place.getByteOffset();
        if (cause instanceof UnexpectedEndOfInputException || at >= text.length) {
            return bad("the text ends before the object does");
        }
        if (at < 0) {
            return bad("not JSON");
        }
        return bad("not JSON: unexpected " + name(text[(int) at]) + " at byte " + at);
    }

    static Refusal bad(String why) {
        return new Refusal(Code.BAD_JSON, why);
    }

    private static String name(byte found) {
        return found > ' ' && found < 0x7f
                ? "'" + (char) found + "'"
                : "0x%02x".formatted(found & 0xff);
    }
}
