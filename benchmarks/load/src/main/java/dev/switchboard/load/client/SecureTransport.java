// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.client;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/**
 * TLS over a socket. What has arrived and is not yet decrypted, and what is encrypted and not yet
 * sent, is kept in buffers that exist only while there is something in them: an idle connection
 * holds neither.
 */
final class SecureTransport implements Transport {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SocketChannel socket;
    private final SSLEngine engine;
    private ByteBuffer arrived = NOTHING;
    private ByteBuffer leaving = NOTHING;
    private boolean hasMore;

    SecureTransport(SocketChannel socket, SSLEngine engine) throws SSLException {
        this.socket = socket;
        this.engine = engine;
        engine.setUseClientMode(true);
        engine.beginHandshake();
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        boolean ended = fill() < 0;
        int before = into.position();
        arrived.flip();
        while (unwrap(into)) {}
        arrived.compact();
        if (arrived.position() == 0) {
            arrived = NOTHING;
        }
        flush();
        int count = into.position() - before;
        return count == 0 && (ended || engine.isInboundDone()) ? -1 : count;
    }

    @Override
    public void write(ByteBuffer from) throws IOException {
        while (from.hasRemaining() && isEstablished()) {
            wrap(from);
        }
        flush();
    }

    @Override
    public boolean wantsToWrite() {
        return leaving.position() > 0;
    }

    @Override
    public void flush() throws IOException {
        while (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
            wrap(NOTHING);
        }
        leaving.flip();
        socket.write(leaving);
        leaving.compact();
        if (leaving.position() == 0) {
            leaving = NOTHING;
        }
    }

    @Override
    public boolean hasMore() {
        return hasMore;
    }

    private boolean isEstablished() {
        return engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING;
    }

    private int fill() throws IOException {
        if (!arrived.hasRemaining()) {
            arrived = grown(arrived, engine.getSession().getPacketBufferSize());
        }
        return socket.read(arrived);
    }

    /** Decrypts a record; false when there is no whole one, or no room for it. */
    private boolean unwrap(ByteBuffer into) throws SSLException {
        hasMore = false;
        switch (engine.getHandshakeStatus()) {
            case NEED_TASK -> {
                runTasks();
                return true;
            }
            case NEED_WRAP -> {
                wrap(NOTHING);
                return true;
            }
            default -> {}
        }
        if (!arrived.hasRemaining()) {
            return false;
        }
        SSLEngineResult.Status status = engine.unwrap(arrived, into).getStatus();
        hasMore = status == SSLEngineResult.Status.BUFFER_OVERFLOW;
        return status == SSLEngineResult.Status.OK;
    }

    private void wrap(ByteBuffer from) throws SSLException {
        runTasks();
        int packet = engine.getSession().getPacketBufferSize();
        if (leaving.remaining() < packet) {
            leaving = grown(leaving, packet);
        }
        if (engine.wrap(from, leaving).getStatus() == SSLEngineResult.Status.CLOSED
                && from.hasRemaining()) {
            throw new SSLException(new EOFException("TLS has ended"));
        }
    }

    private void runTasks() {
        for (Runnable task = engine.getDelegatedTask();
                task != null;
                task = engine.getDelegatedTask()) {
            task.run();
        }
    }

    private static ByteBuffer grown(ByteBuffer full, int more) {
        ByteBuffer larger = ByteBuffer.allocate(full.position() + more);
        return larger.put(full.flip());
    }
}
