// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport.http2;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.http2.AbstractFlowControlStrategy;
import org.eclipse.jetty.http2.HTTP2Stream;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.frames.WindowUpdateFrame;

/**
 * How much the clients of one connection may send ahead. Jetty lets them send more as soon as
 * something is taken from its queue; here it must also have been used, for a client that is held is
 * read from all the same. One for each connection; any thread.
 */
final class ReceiveWindows extends AbstractFlowControlStrategy {

    /** What one WebSocket may send ahead. */
    static final int OF_STREAM = 64 * 1024;

    /** What all WebSockets of one connection may send ahead. */
    static final int OF_CONNECTION = 1024 * 1024;

    /** What is on a stream, as far as it decides when its windows open again. */
    interface User {
        /** Whether it will tell when so much is used. Any thread. */
        boolean owes(int length);
    }

    private final AtomicInteger used = new AtomicInteger();

    ReceiveWindows() {
        super(DEFAULT_WINDOW_SIZE);
    }

    @Override
    public void onDataConsumed(Session session, Stream stream, int length) {
        boolean isOwed =
                stream instanceof HTTP2Stream known
                        && known.getAttachment() instanceof User user
                        && user.owes(length);
        if (!isOwed) {
            use(session, length);
        }
    }

    /** So much of what came on a connection is used, or never will be. */
    void use(Session session, int length) {
        int all = used.addAndGet(length);
        if (all > OF_CONNECTION / 2 && used.compareAndSet(all, 0)) {
            updateRecvWindow(session, all);
            sendWindowUpdate(session, null, List.of(new WindowUpdateFrame(0, all)));
        }
    }

    /** A stream may send so much more. */
    void open(Stream stream, int more) {
        if (more > 0 && !stream.isRemotelyClosed()) {
            updateRecvWindow(stream, more);
            sendWindowUpdate(
                    stream.getSession(),
                    stream,
                    List.of(new WindowUpdateFrame(stream.getId(), more)));
        }
    }
}
