// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.codec;

import dev.switchboard.api.Code;
import dev.switchboard.api.Refusal;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.UnexpectedEndOfInputException;

/**
 * Says in plain words what Jackson found wrong with a text.
 *
 * @param end how far the text can be relied upon
 */
record Malformed(Refusal refusal, int end) {
    private static final String DUPLICATE = "Duplicate Object property";
    private static final String HALF_A_PAIR = "surrogate";

    static Malformed of(JacksonException cause, byte[] text) {
        String complaint = cause.getOriginalMessage();
        if (complaint.startsWith(DUPLICATE) && cause.processor() instanceof JsonParser parser) {
            String path = FieldPath.of(parser);
            Refusal refusal = bad("the field " + path + " is there twice").field(path);
            return new Malformed(refusal, text.length);
        }
        if (complaint.contains(HALF_A_PAIR)) {
            return new Malformed(
                    bad("the message has a field name with half a surrogate pair"), text.length);
        }
        int at = place(cause, text);
        if (cause instanceof UnexpectedEndOfInputException || at >= text.length) {
            return new Malformed(bad("the text ends before the object does"), text.length);
        }
        if (at < 0) {
            return new Malformed(bad("not JSON"), 0);
        }
        String found =
                at == 0 && beginsWithByteOrderMark(text)
                        ? "it begins with a byte order mark"
                        : "unexpected " + name(text[at]) + " at byte " + at;
        return new Malformed(bad("not JSON: " + found), at);
    }

    static Refusal bad(String why) {
        return new Refusal(Code.BAD_JSON, why);
    }

    /** The first byte that is wrong. Of words that are no values, Jackson tells the end. */
    private static int place(JacksonException cause, byte[] text) {
        TokenStreamLocation place = cause.getLocation();
        int at = place == null ? -1 : (int) place.getByteOffset();
        if (cause.processor() instanceof JsonParser parser) {
            int start = (int) parser.currentTokenLocation().getByteOffset();
            if (start >= 0 && start < at && text[start] == '-') {
                start++;
            }
            if (start >= 0 && start < at && beginsNoValue(text[start])) {
                return start;
            }
        }
        return at;
    }

    private static boolean beginsNoValue(byte found) {
        return found < 0
                || found == '+'
                || (Character.isLetter(found) && found != 't' && found != 'f' && found != 'n');
    }

    private static boolean beginsWithByteOrderMark(byte[] text) {
        return text.length > 2
                && text[0] == (byte) 0xef
                && text[1] == (byte) 0xbb
                && text[2] == (byte) 0xbf;
    }

    private static String name(byte found) {
        return found > ' ' && found < 0x7f
                ? "'" + (char) found + "'"
                : "0x%02x".formatted(found & 0xff);
    }
}
