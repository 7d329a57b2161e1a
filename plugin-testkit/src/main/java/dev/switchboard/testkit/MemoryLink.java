// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.testkit;

import dev.switchboard.api.Code;
import dev.switchboard.api.RawMessage;
import dev.switchboard.server.client.Admission;
import dev.switchboard.server.client.ClientLink;
import dev.switchboard.server.client.ConnectedClient;
import dev.switchboard.server.operation.SwitchCore;
import dev.switchboard.server.routing.Receiver;
import dev.switchboard.server.time.Time;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A connection without a socket: two queues of messages. The thread of the test reads what the
 * client has sent, as the thread of a socket would; the lanes' threads write what the client gets.
 */
final class MemoryLink implements ClientLink {

    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int NO_CODE = 1005;

    private final SwitchCore core;
    private final Receiver receiver;
    private final Time time;
    private final ConnectedClient client;

    /** On their way in. Owned by the thread of the test. */
    private final Deque<RawMessage> incoming = new ArrayDeque<>();

    /** Written to the client and not yet looked at. Added in the lane's turn, taken by the test. */
    private final Queue<RawMessage> outgoing = new ConcurrentLinkedQueue<>();

    /** Set by the reader when it has to stop, cleared by the thread that lets it go on. */
    private volatile boolean isParked;

    private volatile boolean isSilent;

    /** The code of the close frame that was written; 0 before. */
    private volatile int closeCode;

    /** Nothing will be written any more; the reader sees it and closes. */
    private volatile boolean isFinished;

    /** Owned by the thread of the test. */
    private boolean isGone;

    MemoryLink(SwitchCore core, Receiver receiver, Admission admission, Time time) {
        this.core = core;
        this.receiver = receiver;
        this.time = time;
        this.client = core.arrivals().create(admission, this);
        inBurst(() -> core.arrivals().arrive(client, receiver.speaksKinds()));
    }

    ConnectedClient client() {
        return client;
    }

    boolean speaksKinds() {
        return receiver.speaksKinds();
    }

    void send(RawMessage message) {
        incoming.add(message);
    }

    Queue<RawMessage> received() {
        return outgoing;
    }

    OptionalInt closeCode() {
        return closeCode == 0 ? OptionalInt.empty() : OptionalInt.of(closeCode);
    }

    boolean isGone() {
        return isGone;
    }

    /** From now on pings stay without an answer. */
    void fallSilent() {
        isSilent = true;
    }

    /** The client closes the connection. */
    void disconnect() {
        inBurst(() -> client.closedByPeer(Code.NORMAL.closeCode().orElseThrow()));
    }

    /** Reads what there is to be read; false if that was nothing. For the thread of the test. */
    boolean read() {
        if (isFinished && !isGone) {
            isGone = true;
            inBurst(() -> client.lost(null));
            return true;
        }
        if (isParked || incoming.isEmpty() || !client.isOpen()) {
            return false;
        }
        inBurst(this::readAll);
        return true;
    }

    private void readAll() {
        while (!incoming.isEmpty() && client.isOpen()) {
            var message = incoming.remove();
            client.heard(time.nanos());
            client.allowance().arrived(message.bytes().length);
            receiver.received(message, client);
            isParked = true; // before the last hold can be released by another thread
            if (client.readGate().park()) {
                return;
            }
            isParked = false;
        }
    }

    private void inBurst(Runnable work) {
        try (var _ = core.lanes().burst()) {
            work.run();
        }
    }

    // The client's side

    @Override
    public void resume() {
        client.heard(time.nanos());
        isParked = false;
    }

    @Override
    public boolean isOpen() {
        return !isFinished;
    }

    @Override
    public boolean flush(ByteBuffer frames) {
        while (frames.hasRemaining()) {
            receive(frames);
        }
        return true;
    }

    /** Takes one frame apart, which is never masked or a fragment. */
    private void receive(ByteBuffer frames) {
        int opcode = frames.get() & 0x0f;
        int length = frames.get();
        if (length == 126) {
            length = frames.getShort() & 0xffff;
        } else if (length == 127) {
            length = Math.toIntExact(frames.getLong());
        }
        byte[] payload = new byte[length];
        frames.get(payload);
        switch (opcode) {
            case TEXT, BINARY -> outgoing.add(new RawMessage(opcode == TEXT, payload));
            case PING -> answerPing();
            case CLOSE ->
                    closeCode = length < 2 ? NO_CODE : ByteBuffer.wrap(payload).getShort() & 0xffff;
            default -> throw new IllegalStateException("a frame with the opcode " + opcode);
        }
    }

    private void answerPing() {
        if (!isSilent) {
            client.heard(time.nanos());
        }
    }

    @Override
    public void write(ByteBuffer rest, Runnable done) {
        throw new IllegalStateException("flush() takes everything");
    }

    @Override
    public void finish() {
        isFinished = true;
    }

    @Override
    public void abort() {
        isFinished = true;
    }
}
