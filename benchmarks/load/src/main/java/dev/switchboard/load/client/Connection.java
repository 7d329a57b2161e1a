// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.client;

import dev.switchboard.load.client.Ending.Broken;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** One WebSocket, from the first packet to its end. Belongs to its worker. */
public final class Connection implements FrameReader.Sink {

    /** What a connection is for. Called on the thread of the connection's worker only. */
    public interface Client {
        /** The handshake is done. */
        void opened(Connection connection, long now);

        /**
         * A whole message, which stands in the buffer for as long as this call takes. The buffer's
         * position and limit mean nothing here.
         */
        void message(Connection connection, ByteBuffer buffer, int at, int length, long now);

        /** The answer to a ping of ours. */
        default void pong(Connection connection, long now) {}

        /** The connection is no more; also called for one that never came about. */
        void ended(Connection connection, Ending ending, long now);
    }

    /** More than this waiting for the server means that it does not read. */
    private static final int MAX_WAITING = 64 << 20;

    private static final byte[] NOTHING = {};

    private enum State {
        CONNECTING,
        UPGRADING,
        OPEN,
        CLOSING,
        ENDED
    }

    private final Workplace workplace;
    private final Client client;
    private final int number;
    private final long started;
    private final ByteBuffer request;
    private final FrameReader frames = new FrameReader();

    private State state = State.CONNECTING;
    private @Nullable SocketChannel socket;
    private @Nullable SelectionKey key;
    private @Nullable Transport transport;
    private byte[] waiting = NOTHING;
    private int waitingLength;
    private boolean isPaused;
    private int closeCode;

    Connection(Workplace workplace, Client client, int number, ByteBuffer request) {
        this.workplace = workplace;
        this.client = client;
        this.number = number;
        this.request = request;
        this.started = Clock.now();
    }

    /** Which of all connections of the run this is. */
    public int number() {
        return number;
    }

    /** When its first packet was sent. */
    public long started() {
        return started;
    }

    public boolean isOpen() {
        return state == State.OPEN;
    }

    public boolean isEnded() {
        return state == State.ENDED;
    }

    /** Does something that was sent earlier still wait for the socket? */
    public boolean isBusy() {
        return waitingLength > 0;
    }

    /** Sends a message of this run; false if the connection cannot take it. */
    public boolean send(Message message, long time, long lag, int sequence) {
        return state == State.OPEN
                && waitingLength < MAX_WAITING
                && write(message.stamped(time, lag, sequence));
    }

    /** Sends any text. */
    public boolean send(String text) {
        return send(Frames.TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    public boolean ping() {
        return send(Frames.PING, NOTHING);
    }

    /** Says good-bye; the end comes when the server has answered. */
    public void close(int code) {
        if (state == State.OPEN) {
            send(Frames.CLOSE, new byte[] {(byte) (code >> 8), (byte) code});
            if (state == State.OPEN) {
                state = State.CLOSING;
            }
        }
    }

    /** Cuts it off so that the server sees a reset. The client is not told. */
    public void cut() {
        if (state == State.ENDED) {
            return;
        }
        try {
            if (socket != null) {
                socket.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
        } catch (IOException gone) {
            // Then the other side has been quicker.
        }
        release();
    }

    /** Gives it up, and tells the client so. */
    public void giveUp() {
        end(Broken.GIVEN_UP);
    }

    /** Stops reading, or goes on. */
    public void pause(boolean pause) {
        isPaused = pause;
        updateInterest();
    }

    void connect(Endpoint endpoint, int receiveBuffer) {
        try {
            SocketChannel socket = endpoint.connect(number, receiveBuffer);
            this.socket = socket;
            transport = endpoint.transport(socket);
            key = socket.register(workplace.selector(), SelectionKey.OP_CONNECT, this);
        } catch (IOException | RuntimeException failed) {
            end(Broken.UNREACHABLE);
        }
    }

    /** The selector says that something can be done. */
    void ready(SelectionKey key) {
        try {
            if (state == State.CONNECTING) {
                connected();
                return;
            }
            if (key.isWritable()) {
                flush();
            }
            if (key.isReadable()) {
                read();
            }
        } catch (IOException broken) {
            end(state == State.CONNECTING ? Broken.UNREACHABLE : Broken.RESET);
        }
    }

    private void connected() throws IOException {
        if (socket != null && socket.finishConnect()) {
            state = State.UPGRADING;
            write(request);
        }
    }

    private void read() throws IOException {
        Transport from = transport;
        while (from != null && state != State.ENDED) {
            ByteBuffer buffer = workplace.buffer(frames.missing());
            frames.restore(buffer);
            int count = from.read(buffer);
            long now = Clock.now();
            if (count < 0) {
                end(closeCode != 0 ? new Ending.Closed(closeCode) : Broken.EOF);
                return;
            }
            workplace.tallyRead(count);
            int end = buffer.position();
            int used = state == State.UPGRADING ? upgrade(buffer, end, now) : 0;
            if (state == State.OPEN || state == State.CLOSING) {
                used = frames.read(this, buffer, used, end, now);
                if (used == FrameReader.OVER) {
                    return;
                }
            }
            frames.keep(buffer, used, end);
            if (!from.hasMore()) {
                updateInterest();
                return;
            }
        }
    }

    private int upgrade(ByteBuffer buffer, int end, long now) throws IOException {
        if (waitingLength > 0) {
            flush(); // TLS is ready for the request only now.
        }
        Handshake.Answer answer = Handshake.read(buffer, 0, end);
        if (answer.equals(Handshake.INCOMPLETE)) {
            return 0;
        }
        if (answer.status() != 101) {
            end(answer.status() < 0 ? Broken.PROTOCOL_ERROR : new Ending.Refused(answer.status()));
            return 0;
        }
        state = State.OPEN;
        client.opened(this, now);
        return answer.length();
    }

    @Override
    public void message(ByteBuffer buffer, int at, int length, long now) {
        workplace.tallyMessage();
        if (workplace.countsLines()) {
            lines(buffer, at, length, now);
        } else {
            client.message(this, buffer, at, length, now);
        }
    }

    /** Some servers pack several messages into one, a line each. */
    private void lines(ByteBuffer buffer, int at, int length, long now) {
        int end = at + length;
        int from = at;
        for (int i = at; i <= end; i++) {
            if (i == end || buffer.get(i) == '\n') {
                if (i > from) {
                    client.message(this, buffer, from, i - from, now);
                }
                from = i + 1;
            }
        }
    }

    @Override
    public boolean control(int opcode, ByteBuffer buffer, int at, int length, long now) {
        switch (opcode) {
            case Frames.PING -> {
                workplace.tallyPing();
                byte[] payload = new byte[length];
                buffer.get(at, payload);
                send(Frames.PONG, payload);
            }
            case Frames.PONG -> client.pong(this, now);
            default -> {
                closeCode = length < 2 ? 1005 : Short.reverseBytes(buffer.getShort(at)) & 0xFFFF;
                boolean isAnswer = state == State.CLOSING;
                close(closeCode == 1005 ? 1000 : closeCode);
                if (isAnswer || state == State.ENDED) {
                    end(new Ending.Closed(closeCode));
                }
            }
        }
        return state != State.ENDED;
    }

    @Override
    public void violated() {
        end(Broken.PROTOCOL_ERROR);
    }

    private boolean send(int opcode, byte[] payload) {
        return (state == State.OPEN || state == State.CLOSING)
                && write(Frames.of(opcode, payload, ThreadLocalRandom.current().nextInt()));
    }

    private boolean write(ByteBuffer bytes) {
        try {
            if (waitingLength == 0 && transport != null) {
                transport.write(bytes);
            }
            if (bytes.hasRemaining()) {
                queue(bytes);
            }
            updateInterest();
            return true;
        } catch (IOException broken) {
            // The selector sees it too; only what is read last may still say why.
            return false;
        }
    }

    private void queue(ByteBuffer bytes) {
        int length = bytes.remaining();
        if (waitingLength + length > waiting.length) {
            waiting = Arrays.copyOf(waiting, Math.max(1024, (waitingLength + length) * 2));
        }
        bytes.get(waiting, waitingLength, length);
        waitingLength += length;
    }

    private void flush() throws IOException {
        if (transport == null) {
            return;
        }
        transport.flush();
        if (waitingLength > 0) {
            ByteBuffer bytes = ByteBuffer.wrap(waiting, 0, waitingLength);
            transport.write(bytes);
            System.arraycopy(waiting, bytes.position(), waiting, 0, bytes.remaining());
            waitingLength = bytes.remaining();
        }
        updateInterest();
    }

    private void updateInterest() {
        if (key == null || transport == null || !key.isValid() || state == State.CONNECTING) {
            return;
        }
        int read = isPaused ? 0 : SelectionKey.OP_READ;
        boolean mustWrite = waitingLength > 0 || transport.wantsToWrite();
        int wanted = read | (mustWrite ? SelectionKey.OP_WRITE : 0);
        if (key.interestOps() != wanted) {
            key.interestOps(wanted);
        }
    }

    private void end(Ending ending) {
        if (state != State.ENDED) {
            release();
            client.ended(this, ending, Clock.now());
        }
    }

    private void release() {
        state = State.ENDED;
        waiting = NOTHING;
        waitingLength = 0;
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException gone) {
            // It is closed all the same.
        }
        socket = null;
        key = null;
        transport = null;
    }
}
