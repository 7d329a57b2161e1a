// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import dev.switchboard.api.Code;
import dev.switchboard.server.client.Admission;
import dev.switchboard.server.client.ClientLink;
import dev.switchboard.server.client.ConnectedClient;
import dev.switchboard.server.delivery.Frame;
import dev.switchboard.server.delivery.Hold;
import dev.switchboard.server.routing.Receiver;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.EventListener;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One WebSocket on one Jetty end point, from the moment of the upgrade. It is a connection to
 * Jetty, the callback of its own reads, and the link of its client. One thread at a time reads: the
 * selector's, or after a pause one of the pool; Jetty's read interest hands the reading on. The
 * wire's methods are called in the lane's turn only.
 */
final class ClientConnection
        implements Connection, Connection.UpgradeTo, Callback, ClientLink, FrameReader.Sink {

    private static final Logger LOG = LoggerFactory.getLogger(ClientConnection.class);

    /** One for each thread that reads, not one for each connection. */
    private static final ThreadLocal<ByteBuffer> READ_BUFFER =
            ThreadLocal.withInitial(() -> BufferUtil.allocate(64 * 1024));

    /** With TLS one read gives one record; after this many, others get their turn. */
    private static final int READS_IN_A_ROW = 8;

    private final EndPoint endPoint;
    private final Receiver receiver;
    private final Arrivals arrivals;
    private final ConnectionContext context;

    /** Goes on reading, which must not be done on the thread that releases. */
    private final Executor resumption;

    private final ConnectedClient client;
    private final FrameReader frames;
    private final MessageAssembler messages = new MessageAssembler();

    /** Owned by the reader: what was read but not used when the client was put on hold. */
    private @Nullable ByteBuffer leftover;

    private final IncomingMemory.Share kept;

    /** Owned by the reader: when it stopped, and whether the client had been too fast. */
    private long heldSince;

    private boolean isOwnFault;

    /** Owned by the reader: what the peer sends is ignored from now on. */
    private boolean isDeaf;

    /**
     * A connection of somebody who was admitted.
     *
     * @param resumption goes on reading after a pause
     * @param mayCompress whether both sides may compress their messages
     */
    ClientConnection(
            EndPoint endPoint,
            Receiver receiver,
            Arrivals arrivals,
            ConnectionContext context,
            Admission admission,
            Executor resumption,
            boolean mayCompress) {
        this.endPoint = endPoint;
        this.frames = new FrameReader(mayCompress);
        this.resumption = resumption;
        this.receiver = receiver;
        this.arrivals = arrivals;
        this.context = context;
        this.kept = context.incoming().share();
        this.client = arrivals.create(admission, this);
    }

    // Jetty's side

    @Override
    public void onUpgradeTo(@Nullable ByteBuffer buffer) {
        if (buffer != null && buffer.hasRemaining()) {
            leftover = copy(buffer);
        }
    }

    @Override
    public void onOpen() {
        endPoint.setIdleTimeout(0); // the heartbeat knows better
        boolean isMoreWanted;
        try (var _ = context.lanes().burst()) {
            isMoreWanted = arrivals.arrive(client, receiver.speaksKinds()) && useLeftover();
        }
        if (isMoreWanted) {
            awaitMore();
        }
    }

    @Override
    public void onClose(@Nullable Throwable cause) {
        try (var _ = context.lanes().burst()) {
            client.lost(cause);
        }
        kept.change(0);
    }

    /** There is something to read. */
    @Override
    public void succeeded() {
        readAndSend(true);
    }

    /** Nothing can be read or written any more, or the handshake has failed. */
    @Override
    public void failed(Throwable cause) {
        client.lost(cause);
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    // Reading

    /** Reads what there is; true if more is wanted when it comes. */
    private boolean read() {
        var buffer = READ_BUFFER.get();
        for (int reads = 0; reads < READS_IN_A_ROW; reads++) {
            BufferUtil.clear(buffer);
            int count;
            try {
                count = endPoint.fill(buffer);
            } catch (IOException e) {
                failed(e);
                return false;
            }
            if (count < 0) {
                if (!client.isAnsweringClose()) { // else it ends when that is written
                    endPoint.close();
                }
                return false;
            }
            if (count == 0) {
                return true;
            }
            client.heard(context.nanos());
            if (!consume(buffer, false)) {
                return false;
            }
            if (count < buffer.capacity() && !endPoint.isSecure()) {
                return true; // one read took all there was
            }
        }
        return true;
    }

    /**
     * Works through bytes; false if the client was put on hold.
     *
     * @param isOwn whether the bytes are this client's, so that what is left need not be copied
     */
    private boolean consume(ByteBuffer read, boolean isOwn) {
        var bytes = read;
        boolean isToBeCopied = !isOwn;
        try {
            while (bytes.hasRemaining() && !isDeaf) {
                parse(bytes);
                if (client.readGate().isHeld()) {
                    if (isToBeCopied && bytes.hasRemaining()) {
                        bytes = copy(read);
                        isToBeCopied = false;
                    }
                    // Once parked, another thread may be reading already.
                    leftover = bytes.hasRemaining() ? bytes : null;
                    noteKept();
                    if (park(client.heardAt())) {
                        return false;
                    }
                    leftover = null;
                }
            }
        } catch (Violation e) {
            isDeaf = true;
            client.close(e.code(), String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.error("reading from a client failed", e);
            isDeaf = true;
            client.close(Code.FAILED, "");
        }
        return true;
    }

    private void parse(ByteBuffer bytes) throws Violation {
        int longest = context.longestFrame(client);
        int start = bytes.arrayOffset();
        int from = start + bytes.position();
        int used = frames.read(bytes.array(), from, start + bytes.limit(), longest, this);
        bytes.position(used - start);
    }

    private static ByteBuffer copy(ByteBuffer bytes) {
        return ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
    }

    @Override
    public boolean frame(int opcode, boolean isFinal, byte[] payload) throws Violation {
        switch (opcode) {
            case Opcode.PING -> {
                context.admitControl(client);
                client.reply(Frame.pong(payload));
            }
            case Opcode.PONG -> context.admitControl(client);
            case Opcode.CLOSE -> {
                int code = CloseFrame.code(payload);
                isDeaf = true;
                client.closedByPeer(code);
            }
            default -> {
                ConnectionContext.checkFragment(client, isFinal);
                data(opcode, isFinal, payload);
            }
        }
        if (!messages.isUnfinished()) {
            client.awaitNoRest();
        }
        return !isDeaf && !client.readGate().isHeld();
    }

    private void data(int opcode, boolean isFinal, byte[] payload) throws Violation {
        int came = (int) messages.arrived() + payload.length;
        boolean isCompressed = messages.isCompressed(opcode);
        int longest = context.longestMessage(client);
        var message = messages.take(opcode, isFinal, payload, longest, context.maxFragments());
        if (message != null) {
            context.arrived(client, message.bytes().length, came, isCompressed);
            receiver.received(message, client);
            context.pay(client, Math.max(came, message.bytes().length));
        }
    }

    /** Uses what is left of the last read; true if more is wanted when it comes. */
    private boolean useLeftover() {
        var bytes = leftover;
        leftover = null;
        return bytes == null || consume(bytes, true);
    }

    /** Reads, sends what came out of it on its way, and only then waits for more. */
    private void readAndSend(boolean isSomethingNew) {
        if (isSomethingNew && context.lanes().holdIfFull(client) && park(context.nanos())) {
            return; // the socket keeps it until there is room
        }
        boolean isMoreWanted;
        try (var _ = context.lanes().burst()) {
            isMoreWanted = isSomethingNew ? read() : useLeftover();
        }
        if (isMoreWanted) {
            awaitMore();
        }
    }

    private void awaitMore() {
        if (frames.isUnfinished() || messages.isUnfinished()) {
            client.awaitRest();
        }
        noteKept();
        endPoint.fillInterested(this);
    }

    /** Counts what waits here to be used or to become whole; if that is too much, it is dropped. */
    private void noteKept() {
        long unread = leftover == null ? 0 : leftover.capacity();
        boolean hasRoom = kept.change(frames.kept() + messages.kept() + unread);
        if (!hasRoom) {
            context.meters().notCompleted("memory");
            client.close(Code.OVERLOADED, "no room for messages that are not complete");
            isDeaf = true;
            frames.forget();
            messages.forget();
            leftover = null;
        }
        if (!hasRoom || !endPoint.isOpen()) {
            kept.change(0); // if it was closed meanwhile, nobody comes back for this
        }
    }

    /** True if the reader must stop, having read nothing since then, and will be resumed. */
    private boolean park(long since) {
        client.awaitNoRest();
        heldSince = since;
        isOwnFault = client.readGate().isHeldFor(Hold.RATE);
        return client.readGate().park();
    }

    // The client's side

    @Override
    public void resume() {
        resumption.execute(() -> {
            long now = context.nanos();
            client.heard(now);
            if (!isOwnFault) {
                client.allowance().wasHeld(heldSince, now);
            }
            readAndSend(false);
        });
    }

    @Override
    public boolean mayCompress() {
        return frames.mayCompress();
    }

    @Override
    public boolean isOpen() {
        return endPoint.isOpen();
    }

    @Override
    public boolean flush(ByteBuffer buffer) throws IOException {
        return endPoint.flush(buffer);
    }

    @Override
    public void write(ByteBuffer rest, Runnable done) {
        endPoint.write(Callback.from(InvocationType.NON_BLOCKING, done, this::failed), rest);
    }

    @Override
    public void finish() {
        endPoint.shutdownOutput();
    }

    @Override
    public void abort() {
        endPoint.close();
    }

    // What Jetty wants to know besides

    @Override
    public EndPoint getEndPoint() {
        return endPoint;
    }

    @Override
    public void close() {
        endPoint.close();
    }

    @Override
    public boolean onIdleExpired(TimeoutException timeout) {
        return false;
    }

    @Override
    public long getMessagesIn() {
        return client.allowance().messages();
    }

    @Override
    public long getMessagesOut() {
        return client.outbox().sentMessages();
    }

    @Override
    public long getBytesIn() {
        return client.allowance().bytes();
    }

    @Override
    public long getBytesOut() {
        return client.outbox().sentBytes();
    }

    @Override
    public long getCreatedTimeStamp() {
        return 0;
    }

    @Override
    public void addEventListener(EventListener listener) {}

    @Override
    public void removeEventListener(EventListener listener) {}
}
