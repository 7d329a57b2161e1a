// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import java.io.IOException;

/** What an {@link Outbox} has seen of its client; what follows from it is decided elsewhere. */
public sealed interface OutboxReport {

    /** More waits than may, and none of it may be dropped. Nothing more is taken. */
    record Overloaded() implements OutboxReport {}

    /** The socket has taken nothing for too long. Nothing more is taken. */
    record Stalled() implements OutboxReport {}

    /** The close frame is written, and nothing will follow. */
    record CloseWritten() implements OutboxReport {}

    /** A write has failed; nothing can be written any more. */
    record Broken(IOException cause) implements OutboxReport {}

    /** The owner of an outbox. It is told in the lane's turn, so it must not block. */
    interface Listener {
        void saw(OutboxReport report);
    }
}
