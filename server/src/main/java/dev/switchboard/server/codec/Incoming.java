// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.codec;

import dev.switchboard.api.Json;
import dev.switchboard.api.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * What became of a text that came in.
 *
 * @param <T> what the kind of a message leads to, such as a route
 */
public sealed interface Incoming<T> {

    /** What the sender calls its message, a JSON string or number as it was written; or null. */
    @Nullable Json id();

    /** It is a message. */
    record Accepted<T>(T route, Record message, @Nullable Json id) implements Incoming<T> {}

    /**
     * It is not a message.
     *
     * @param route where it would have gone, if its kind is known
     * @param failure what the record threw that it should not have; for the log
     */
    record Refused<T>(
            @Nullable T route, Refusal refusal, @Nullable Json id, @Nullable Throwable failure)
            implements Incoming<T> {}
}
