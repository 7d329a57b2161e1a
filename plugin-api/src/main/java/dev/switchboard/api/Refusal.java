// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.api;

import java.time.Duration;
import java.util.Optional;

/**
 * Thrown by a handler to say no: the sender gets an {@code error} with this code and message. It is
 * normal, so it is not logged as a failure and has no stack trace.
 *
 * {@snippet class="ApiExamples" region="refusal"}
 */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;
    private final transient Optional<String> field;
    private final transient Optional<Duration> retryAfter;

    private Refusal(
            String code, String message, Optional<String> field, Optional<Duration> retryAfter) {
        super(message, null, false, false);
        this.code = code;
        this.field = field;
        this.retryAfter = retryAfter;
    }

    /** A refusal with one of the codes of the switch. */
    public Refusal(Code code, String message) {
        this(code.wireName(), message, Optional.empty(), Optional.empty());
    }

    /** A refusal with a code of the plugin's own, in snake_case. */
    public static Refusal of(String code, String message) {
        return new Refusal(code, message, Optional.empty(), Optional.empty());
    }

    /** The same, with the name of the field that is wrong. */
    public Refusal field(String name) {
        return new Refusal(code, text(), Optional.of(name), retryAfter);
    }

    /** The same, saying when another try may succeed. */
    public Refusal retryAfter(Duration delay) {
        return new Refusal(code, text(), field, Optional.of(delay));
    }

    /** The error code on the wire. */
    public String code() {
        return code;
    }

    /** The sentence for the sender. */
    public String text() {
        var message = getMessage();
        return message == null ? "" : message;
    }

    /** The field that is wrong. */
    public Optional<String> field() {
        return field;
    }

    /** When another try may succeed. */
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
