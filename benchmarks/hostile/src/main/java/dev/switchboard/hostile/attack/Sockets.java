// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.attack;

import dev.switchboard.hostile.attack.Strangers.After;
import dev.switchboard.load.client.Clock;
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
    private static final long MOMENT = 500 * Clock.MILLISECOND;

    private final InetSocketAddress target;
    private final Strangers strangers;
    private final List<String> addresses;

    /** Whether a socket goes once it has got its answer. */
    private final boolean goes;

    /** Whether time alone has an effect on a socket. */
    private final boolean hasClock;

    private final Selector selector;
    private final Thread thread;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 << 10);
    private final LongAdder opened = new LongAdder();
    private final LongAdder sent = new LongAdder();
    private final LongAdder closed = new LongAdder();
    private int open;
    private long due;
    private long number;
    private volatile boolean isOver;
    private volatile boolean isClosed;

    /** One socket, as far as it has come. */
    private static final class Stranger {
        final List<byte[]> parts;
        int part;
        long moved = Clock.now();
        ByteBuffer rest = ByteBuffer.allocate(0);

        Stranger(List<byte[]> parts) {
            this.parts = parts;
        }

        boolean hasSaidAll() {
            return part == parts.size();
        }
    }

    Sockets(Ground ground, Strangers strangers) throws IOException {
        this.target = strangers.isForAdmin() ? ground.admin() : ground.address();
        this.strangers = strangers;
        this.addresses = Ground.attackers(strangers.addresses());
        goes = strangers.after() == After.RESET || strangers.after() == After.RESET_ANYHOW;
        hasClock = strangers.after() == After.RESET_ANYHOW || strangers.after() == After.DRIP;
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
        if (sent.sum() > 0) {
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
                long now = Clock.now();
                for (int i = 0; i < OPENED_IN_A_ROUND && mayOpen(now); i++) {
                    open();
                }
                selector.select(this::ready, NAP_MILLIS);
                if (hasClock) {
                    selector.keys().forEach(key -> passed(key, now));
                }
            }
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private boolean mayOpen(long now) {
        // Who opened less than allowed does not catch up on more than a second.
        due = Math.max(due, now - Clock.SECOND);
        return !isOver && open < strangers.count() && due <= now;
    }

    private void open() throws IOException {
        due += (long) (Clock.SECOND / strangers.perSecond());
        SocketChannel socket = SocketChannel.open();
        socket.configureBlocking(false);
        socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
        String source = addresses.get((int) (number % addresses.size()));
        Stranger stranger = new Stranger(strangers.parts().apply(number++));
        open++;
        try {
            socket.bind(new InetSocketAddress(source, 0));
            socket.register(selector, SelectionKey.OP_CONNECT, stranger);
            socket.connect(target);
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
                if (goes && stranger.hasSaidAll()) {
                    reset(socket);
                    return;
                }
                if (!isOver && strangers.after() != After.DRIP) {
                    next(stranger);
                }
            }
            write(key, socket, stranger);
        } catch (IOException broken) {
            closed(socket);
        }
    }

    /** Some time has passed; something may be due although nothing came. */
    private void passed(SelectionKey key, long now) {
        SocketChannel socket = (SocketChannel) key.channel();
        Stranger stranger = (Stranger) key.attachment();
        if (!key.isValid() || isOver || !socket.isConnected() || now < stranger.moved + MOMENT) {
            return;
        }
        try {
            if (strangers.after() == After.DRIP) {
                next(stranger);
                write(key, socket, stranger);
            } else {
                reset(socket);
            }
        } catch (IOException broken) {
            closed(socket);
        }
    }

    /** What is to be said next is due. */
    private void next(Stranger stranger) {
        stranger.moved = Clock.now();
        if (!stranger.hasSaidAll()) {
            stranger.rest = ByteBuffer.wrap(stranger.parts.get(stranger.part++));
            sent.increment();
        } else if (strangers.after() == After.REPEAT && !stranger.rest.hasRemaining()) {
            stranger.rest.rewind();
            sent.increment();
        }
    }

    private static void write(SelectionKey key, SocketChannel socket, Stranger stranger)
            throws IOException {
        socket.write(stranger.rest);
        key.interestOps(
                SelectionKey.OP_READ | (stranger.rest.hasRemaining() ? SelectionKey.OP_WRITE : 0));
    }

    private void reset(SocketChannel socket) throws IOException {
        socket.setOption(StandardSocketOptions.SO_LINGER, 0);
        closed(socket);
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
