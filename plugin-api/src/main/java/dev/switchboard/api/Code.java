// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.api;

import java.util.Locale;
import java.util.OptionalInt;

/**
 * Every error and every close of the switch, each with its advice to the client. Codes without a
 * close number are sent in {@code error} replies and leave the connection open; codes with a number
 * end it. The protocol reference is generated from this table.
 *
 * {@snippet class="ApiExamples" region="code"}
 */
public enum Code {
    BAD_JSON(
            Advice.CORRECT,
            "The text is not one JSON object, or it is nested too deep, has a field twice, or holds a string, number or name that is too long."),
    BAD_FIELD(
            Advice.CORRECT,
            "A field is missing, has the wrong type or a value that is not allowed; `field` names it."),
    UNKNOWN_KIND(Advice.CORRECT, "No plugin understands this `msg_type`."),
    NOT_A_MEMBER(Advice.CORRECT, "The sender is not in this room; join it first."),
    FORBIDDEN(
            Advice.GIVE_UP,
            "The client may not do this, or not in this room; an operator decides that."),
    NO_SUCH_CLIENT(Advice.GIVE_UP, "There is no open connection with this id."),
    TOO_MANY_ROOMS(Advice.CORRECT, "The client is in as many rooms as it may be; leave one first."),
    RATE_LIMITED(
            Advice.RETRY_LATER,
            "Too many messages; `retry_after_ms` says when the next one is welcome."),
    LOGIN_NEEDED(Advice.CORRECT, "The client must say who it is first, by `auth`."),
    BAD_TOKEN(Advice.CORRECT, "What should say who the client is, is not valid."),
    TOO_MANY_CONNECTIONS(
            Advice.RETRY_LATER, "The user has as many connections as one user may have."),
    TIMEOUT(
            Advice.RETRY_LATER,
            "The handler did not finish in time and was interrupted; whether it took effect is not known."),
    UNAVAILABLE(
            Advice.RETRY_LATER, "The plugin behind this kind is stopped or has failed too often."),
    INTERNAL(Advice.RETRY_LATER, "The handler failed; the operator's log has the details."),

    NORMAL(1000, Advice.GIVE_UP, "The conversation is over."),
    GOING_AWAY(1001, Advice.RETRY_LATER, "The switch is shutting down for good."),
    PROTOCOL_ERROR(1002, Advice.CORRECT, "A frame broke the rules of WebSocket."),
    TEXT_ONLY(1003, Advice.CORRECT, "A binary message on a path that speaks text."),
    BAD_UTF8(1007, Advice.CORRECT, "A text message was not valid UTF-8."),
    POLICY(
            1008,
            Advice.RETRY_LATER,
            "The client went on against a limit: too many messages, fragments or control frames, or a message that was not complete in time."),
    TOO_BIG(
            1009,
            Advice.CORRECT,
            "A frame or message is larger than the limit that `hello` tells."),
    FAILED(1011, Advice.RETRY_LATER, "The endpoint behind this path failed on a message."),
    RESTART(
            1012,
            Advice.RETRY,
            "The switch restarts or drains; come back after the `retry_after_ms` that `goaway` and the close reason tell."),
    OVERLOADED(
            1013,
            Advice.RETRY_LATER,
            "The client read too slowly and its outbox is full, or the switch has no room."),
    SILENT(4000, Advice.RETRY, "Nothing was heard from the client, not even an answer to a ping."),
    STALLED(4001, Advice.RETRY, "The client took no data for too long."),
    EXPIRED(4002, Advice.CORRECT, "The token has expired; come back with another one."),
    REVOKED(
            4500,
            Advice.GIVE_UP,
            "The token, all that this user had, or the right to connect here was taken back."),
    NOT_LOGGED_IN(
            4501,
            Advice.CORRECT,
            "The client had to say who it is, and did not do so in time, or in as many messages as it may take.");

    /** What a client should do after an error or a close. */
    public enum Advice {
        /** Change the message or the client; the same again gives the same error. */
        CORRECT,
        /** Try again at once, or at the moment told. */
        RETRY,
        /** Try again after a while, and longer each time. */
        RETRY_LATER,
        /** Do not try again. */
        GIVE_UP
    }

    private final int closeCode;
    private final Advice advice;
    private final String meaning;

    Code(Advice advice, String meaning) {
        this(0, advice, meaning);
    }

    Code(int closeCode, Advice advice, String meaning) {
        this.closeCode = closeCode;
        this.advice = advice;
        this.meaning = meaning;
    }

    /** The {@code code} in an {@code error} reply, in logs and in metrics. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The WebSocket close code, for codes that end a connection. */
    public OptionalInt closeCode() {
        return closeCode == 0 ? OptionalInt.empty() : OptionalInt.of(closeCode);
    }

    /** What the client should do. */
    public Advice advice() {
        return advice;
    }

    /** One sentence for the protocol reference. */
    public String meaning() {
        return meaning;
    }
}
