// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.client;

import dev.switchboard.api.Registration;
import org.jspecify.annotations.Nullable;

/**
 * How open a connection is, how it ended, and what is to be undone once it is gone. Immutable: each
 * move makes the next one, or returns the same where it is too late for that move. {@link
 * ConnectedClient} makes the moves, one at a time, and acts on what was before.
 *
 * @param ending how it ended; null while it is open
 * @param undo what gives back what was taken for it; null if there is nothing (yet), or once it is
 *     closed, for whoever closes it takes this over
 */
record Lifecycle(Stage stage, @Nullable Ending ending, @Nullable Registration undo) {

    /** As in the WebSocket API; a close that is under way has two halves besides. */
    enum Stage {
        /** Its handshake is under way. Nobody knows the client yet. */
        CONNECTING,
        OPEN,
        /** Somebody has ended it; neither side's close frame has passed. */
        CLOSING,
        /** Our close frame is written, the peer's is awaited. */
        CLOSE_SENT,
        /** The peer's close frame has come, ours is under way. */
        CLOSE_RECEIVED,
        /** There is no connection any more. */
        CLOSED
    }

    static Lifecycle connecting(Registration place) {
        return new Lifecycle(Stage.CONNECTING, null, place);
    }

    /** Whether nobody has ended it. */
    boolean isOpen() {
        return stage == Stage.CONNECTING || stage == Stage.OPEN;
    }

    /** The handshake is done; whoever opens it now gives back its place later. */
    Lifecycle opened() {
        return stage == Stage.CONNECTING ? new Lifecycle(Stage.OPEN, null, null) : this;
    }

    /** We end it. */
    Lifecycle closing(Ending how) {
        return isOpen() ? new Lifecycle(Stage.CLOSING, how, undo) : this;
    }

    /** Our close frame is written. */
    Lifecycle closeSent() {
        return stage == Stage.CLOSING ? new Lifecycle(Stage.CLOSE_SENT, ending, undo) : this;
    }

    /** The peer's close frame has come; it ends the connection unless we have. */
    Lifecycle closeReceived(Ending how) {
        return switch (stage) {
            case CONNECTING, OPEN -> new Lifecycle(Stage.CLOSE_RECEIVED, how, undo);
            case CLOSING -> new Lifecycle(Stage.CLOSE_RECEIVED, ending, undo);
            case CLOSE_SENT, CLOSE_RECEIVED, CLOSED -> this;
        };
    }

    /** The connection is gone; that ended it unless somebody had. */
    Lifecycle closed(Ending network) {
        return stage == Stage.CLOSED
                ? this
                : new Lifecycle(Stage.CLOSED, ending == null ? network : ending, null);
    }

    /** Something more is to be undone, before what is to be undone already. */
    Lifecycle with(Registration more) {
        return stage == Stage.CLOSED ? this : new Lifecycle(stage, ending, both(more, undo));
    }

    private static Registration both(Registration first, @Nullable Registration then) {
        return then == null
                ? first
                : () -> {
                    first.close();
                    then.close();
                };
    }
}
