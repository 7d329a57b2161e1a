// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.attack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * Sockets that send some bytes, wait for an answer, send the next bytes, and then say nothing; one
 * that is closed is opened anew. A thread of its own does all of it; the counts may be read by any.
 */
final class Sockets implements Attack {
    private static final long NAP_MILLIS = 20;
    private static final int OPENED_IN_A_ROUND = 50;
    private static final long JOIN_MILLIS = 5_000;

    private final Ground ground;
    private final int count;
    private final List<String> addresses;
    private final List<byte[]> parts;
    private final After after;
    private final Selector selector;
    private final Thread thread;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 << 10);
    private final LongAdder opened = new LongAdder();
    private final LongAdder sent = new LongAdder();
    private final LongAdder closed = new LongAdder();
    private int open;
    private long number;
    private volatile boolean isOver;
    private volatile boolean isClosed;

    /** What a socket does that has sent all its parts and got an answer. */
    enum After {
        BE_SILENT,
        /** Send the last part again. */
        REPEAT,
        /** Go without a word. */
        RESET
    }

    /** One socket, as far as it has come. */
    private static final class Stranger {
        int part;
        ByteBuffer rest = ByteBuffer.allocate(0);
    }

    /**
     * @param parts the first is sent at once, each further one after something came; none for
     *     sockets that never say a word
     */
    Sockets(Ground ground, int count, int addresses, After after, List<byte[]> parts)
            throws IOException {
        this.ground = ground;
        this.count = count;
        this.addresses = Ground.attackers(addresses);
        this.after = after;
        this.parts = List.copyOf(parts);
        selector = Selector.open();
        thread = Thread.ofPlatform().name("sockets").daemon().unstarted(this::run);
    }

    @Override
    public void begin() {
        thread.start();
    }

    @Override
    public void end() {
        isOver = true;
    }

    @Override
    public Map<String, Long> gains() {
        Map<String, Long> gains = new LinkedHashMap<>();
        gains.put("sockets", opened.sum());
        if (!parts.isEmpty()) {
            gains.put("sent", sent.sum());
        }
        gains.put("closed", closed.sum());
        return gains;
    }

    @Override
    public void close() {
        isClosed = true;
        selector.wakeup();
        try {
            thread.join(JOIN_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (selector) {
            while (!isClosed) {
                for (int i = 0; i < OPENED_IN_A_ROUND && open < count && !isOver; i++) {
                    open();
                }
                selector.select(this::ready, NAP_MILLIS);
            }
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private void open() throws IOException {
        SocketChannel socket = SocketChannel.open();
        socket.configureBlocking(false);
        socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
        String source = addresses.get((int) (number++ % addresses.size()));
        open++;
        try {
            socket.bind(new InetSocketAddress(source, 0));
            socket.register(selector, SelectionKey.OP_CONNECT, new Stranger());
            socket.connect(ground.address());
            opened.increment();
        } catch (IOException refused) {
            closed(socket);
        }
    }

    private void ready(SelectionKey key) {
        SocketChannel socket = (SocketChannel) key.channel();
        Stranger stranger = (Stranger) key.attachment();
        try {
            if (key.isConnectable() && socket.finishConnect()) {
                next(stranger);
            }
            if (key.isReadable()) {
                buffer.clear();
                if (socket.read(buffer) < 0) {
                    closed(socket);
                    return;
                }
                if (after == After.RESET && stranger.part == parts.size()) {
                    socket.setOption(StandardSocketOptions.SO_LINGER, 0);
                    closed(socket);
                    return;
                }
                if (!isOver) {
                    next(stranger);
                }
            }
            socket.write(stranger.rest);
            key.interestOps(
                    SelectionKey.OP_READ
                            | (stranger.rest.hasRemaining() ? SelectionKey.OP_WRITE : 0));
        } catch (IOException broken) {
            closed(socket);
        }
    }

    /** What is to be said next is due. */
    private void next(Stranger stranger) {
        if (stranger.part < parts.size()) {
            stranger.rest = ByteBuffer.wrap(parts.get(stranger.part++));
            sent.increment();
        } else if (after == After.REPEAT && !stranger.rest.hasRemaining()) {
            stranger.rest.rewind();
            sent.increment();
        }
    }

    private void closed(SocketChannel socket) {
        open--;
        closed.increment();
        try {
            socket.close();
        } catch (IOException gone) {
            // It is closed all the same.
        }
    }
}
