// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.codec;

import dev.switchboard.api.Position;
import org.jspecify.annotations.Nullable;

/**
 * A way to write messages. Clients that agreed on different ones get the same publication in
 * different bytes, which are made once for each encoding that somebody needs. JSON text, by {@link
 * MessageWriter}, is the only one so far. Any thread may use it.
 */
public interface Encoding {

    /** Whether it is text in UTF-8; other encodings travel in binary frames. */
    boolean isText();

    /**
     * A message, with where it stands in its topic, if that was decided.
     *
     * @throws IllegalArgumentException if the record is not a message, or has a value that the
     *     encoding cannot carry
     */
    Encoded write(Record message, @Nullable Position position);
}
