// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.codec;

/** How values of one Java type look in JSON. Immutable; any thread may use it. */
sealed interface Form permits ScalarForm, EnumForm, ListForm, MapForm, RecordForm {

    /** Reads the value whose first token the parser has reached, up to its last token. */
    Object read(MessageParser reading);

    /** Writes a value of the type. */
    void write(JsonText out, Object value);

    /** What an error and the protocol reference call such a value: {@code a whole number}. */
    String description();

    /** Some such value in JSON, for the protocol reference. */
    String example();

    /** Whether {@code null} is a value like any other. */
    default boolean takesNull() {
        return false;
    }
}
