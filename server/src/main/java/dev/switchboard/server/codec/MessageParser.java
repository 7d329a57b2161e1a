// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.codec;

import dev.switchboard.api.Code;
import dev.switchboard.api.Json;
import dev.switchboard.api.Refusal;
import dev.switchboard.server.config.MessageSettings;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.sym.BinaryNameMatcher;
import tools.jackson.core.sym.PropertyNameMatcher;

/**
 * One pass over one message. It knows the two fields that every message may have, {@code msg_type}
 * and {@code id}; the others are read by the {@link Form}s, to whom it lends its parser. Belongs to
 * the thread that reads the message.
 */
final class MessageParser implements AutoCloseable {
    static final String MSG_TYPE = "msg_type";
    static final String ID = "id";

    /** The fields that belong to the message and not to its record. */
    static final List<String> ENVELOPE = List.of(MSG_TYPE, ID);

    private static final int AT_MSG_TYPE = ENVELOPE.indexOf(MSG_TYPE);
    private static final int AT_ID = ENVELOPE.indexOf(ID);
    private static final PropertyNameMatcher ENVELOPE_NAMES = BinaryNameMatcher.construct(ENVELOPE);

    private final JsonParser parser;
    private final byte[] text;
    private final int mostValues;
    private final int longestString;
    private final AtomicInteger learned;
    private int values;
    private int strangeNames;
    private @Nullable Json id;

    MessageParser(
            JsonParser parser, byte[] text, MessageSettings.Json limits, AtomicInteger learned) {
        this.parser = parser;
        this.text = text;
        this.mostValues = limits.maxFields();
        this.longestString = limits.maxString().orElse(Integer.MAX_VALUE);
        this.learned = learned;
    }

    /** The parser; a form finds it at the first token of its value and leaves it at the last. */
    JsonParser parser() {
        return parser;
    }

    /** Enters the object that every message is. */
    void start() {
        JsonToken first = parser.nextToken();
        if (first == null) {
            throw Malformed.bad("the text is empty");
        }
        if (first != JsonToken.START_OBJECT) {
            throw Malformed.bad("a message is an object, but this is " + name(first));
        }
    }

    /** Enters the message and reads on to its kind. */
    String kind() {
        start();
        for (int field = nextEnvelopeField(); field != AT_MSG_TYPE; field = nextEnvelopeField()) {
            if (field == PropertyNameMatcher.MATCH_END_OBJECT) {
                throw refusal(MSG_TYPE, MSG_TYPE + " is missing");
            }
            take(field);
        }
        nextValue();
        return string();
    }

    /** The text is no message but an id alone; null if it is anything else. */
    @Nullable Json soleId() {
        takeId();
        end();
        return id;
    }

    /** Goes on to the value of a field whose name was read. */
    JsonToken nextValue() {
        countValue();
        return parser.nextToken();
    }

    /** Counts a field or an element, under the limit. */
    void countValue() {
        if (++values > mostValues) {
            throw JacksonLimits.tooMuch("more than " + mostValues + " fields and array elements");
        }
    }

    /** Takes a field of the envelope, by its place there; passes over any other. */
    void take(int field) {
        if (field == AT_ID) {
            takeId();
        } else if (field == AT_MSG_TYPE) {
            nextValue();
            pass();
        } else {
            skipField();
        }
    }

    /** Takes note of a name that is no field of a record. */
    void metStrangeName() {
        strangeNames++;
    }

    /** Passes over a field that the record does not have. */
    void skipField() {
        metStrangeName();
        nextValue();
        pass();
    }

    /** Whether a field was passed over before the kind was known that tells what it means. */
    boolean hasPassedFields() {
        return strangeNames > 0;
    }

    /** Makes sure that nothing follows the message. */
    void end() {
        if (parser.nextToken() != null) {
            throw Malformed.bad("there is more text after the message");
        }
    }

    /** What the sender calls the message, as it was written; null if it has no {@code id}. */
    @Nullable Json id() {
        return id;
    }

    /** The value that the parser has reached, which must be a string. */
    String string() {
        expect(JsonToken.VALUE_STRING, "a string");
        checkString();
        return parser.getString();
    }

    /** The value that the parser has reached, exactly as it was written. */
    Json raw() {
        int start = (int) parser.currentTokenLocation().getByteOffset();
        pass();
        parser.finishToken();
        int end = (int) parser.currentLocation().getByteOffset();
        return Json.raw(Arrays.copyOfRange(text, start, end));
    }

    /** Refuses a value that does not begin with the right token. */
    void expect(JsonToken token, String expected) {
        if (parser.currentToken() != token) {
            throw wrong(expected);
        }
    }

    /** The value that the parser has reached is not of the right type. */
    Refusal wrong(String expected) {
        String path = FieldPath.of(parser);
        String found = name(parser.currentToken());
        return refusal(path, path + " must be " + expected + ", but is " + found);
    }

    /** The value that the parser has reached is not right; the text follows the field's name. */
    Refusal wrongValue(String why) {
        String path = FieldPath.of(parser);
        return refusal(path, path + " " + why);
    }

    /** Refuses a field; an empty path is the message itself. */
    static Refusal refusal(String path, String why) {
        var refusal = new Refusal(Code.BAD_FIELD, why);
        return path.isEmpty() ? refusal : refusal.field(path);
    }

    @Override
    public void close() {
        if (strangeNames > 0) {
            learned.addAndGet(strangeNames);
        }
        parser.close();
    }

    private int nextEnvelopeField() {
        return parser.nextNameMatch(ENVELOPE_NAMES);
    }

    private void takeId() {
        JsonToken token = nextValue();
        if (token == JsonToken.VALUE_STRING || token.isNumeric()) {
            id = raw();
        } else if (token != JsonToken.VALUE_NULL) {
            throw wrong("a string or a number");
        }
    }

    /** Passes over the value that the parser has reached, under all limits. */
    private void pass() {
        int open = enter(parser.currentToken());
        while (open > 0) {
            JsonToken token = parser.nextToken();
            if (token.isStructEnd()) {
                open--;
            } else if (token == JsonToken.PROPERTY_NAME) {
                metStrangeName();
            } else {
                countValue();
                open += enter(token);
            }
        }
    }

    /** How many levels deeper this token leads. */
    private int enter(JsonToken token) {
        if (token == JsonToken.VALUE_STRING) {
            checkString();
        }
        return token.isStructStart() ? 1 : 0;
    }

    /** Most strings need no decoding to see that they are short. */
    private void checkString() {
        if (text.length > longestString && parser.getStringLength() > longestString) {
            throw JacksonLimits.tooMuch("a string of more than " + longestString + " characters");
        }
    }

    private static String name(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "a string";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            default -> token.asString();
        };
    }
}
