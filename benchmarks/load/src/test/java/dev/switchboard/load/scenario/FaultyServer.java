// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.scenario;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rooms, or an echo, on plain blocking sockets, with faults planted at deliveries of a given
 * number. One lock guards all that goes out, so that deliveries have numbers.
 */
final class FaultyServer implements AutoCloseable {
    private static final Pattern ROOM = Pattern.compile("\"room\":\"(\\w+)\"");
    private static final Pattern PATH = Pattern.compile("GET /rooms/(\\d+) ");
    private static final Pattern KEY = Pattern.compile("(?i)sec-websocket-key: (\\S+)");
    private static final int TEXT = 1;

    private final ServerSocket listener;
    private final LongFunction<Fault> faults;
    private final LongFunction<Integer> statuses;
    private final List<Peer> peers = new CopyOnWriteArrayList<>();
    private final ReentrantLock going = new ReentrantLock();
    private final AtomicLong handshakes = new AtomicLong();
    private final AtomicLong pongs = new AtomicLong();
    private long deliveries;

    /**
     * Listens on a free port.
     *
     * @param faults by the number of a delivery, from 1
     * @param statuses what a handshake is answered with, by its number, from 1
     */
    FaultyServer(
            ServerSocket listener, LongFunction<Fault> faults, LongFunction<Integer> statuses) {
        this.listener = listener;
        this.faults = faults;
        this.statuses = statuses;
        Thread.ofVirtual().start(this::accept);
    }

    static FaultyServer with(LongFunction<Fault> faults) throws IOException {
        return new FaultyServer(
                new ServerSocket(0, 100, InetAddress.getLoopbackAddress()), faults, _ -> 101);
    }

    static FaultyServer answering(LongFunction<Integer> statuses) throws IOException {
        return new FaultyServer(
                new ServerSocket(0, 100, InetAddress.getLoopbackAddress()),
                _ -> Fault.NONE,
                statuses);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Answers to pings. */
    long pongs() {
        return pongs.get();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Peer peer : peers) {
            peer.socket.close();
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                Thread.ofVirtual().start(() -> new Peer(socket).serve());
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void deliver(Peer to, byte[] message) throws IOException {
        deliveries++;
        switch (faults.apply(deliveries)) {
            case NONE -> to.send(0x80 | TEXT, message);
            case DROP -> {}
            case REPEAT -> {
                to.send(0x80 | TEXT, message);
                to.send(0x80 | TEXT, message);
            }
            case OVERTAKEN -> to.held = message;
            case DAMAGE_FILLER -> to.send(0x80 | TEXT, damaged(message, 45));
            case DAMAGE_MARKER -> to.send(0x80 | TEXT, damaged(message, 20));
            case ASTRAY -> {
                to.send(0x80 | TEXT, message);
                for (Peer other : peers) {
                    if (!other.room.equals(to.room)) {
                        other.send(0x80 | TEXT, message);
                        break;
                    }
                }
            }
            case FRAGMENT -> {
                to.send(TEXT, Arrays.copyOfRange(message, 0, 20));
                to.send(0x89, "still there?".getBytes(StandardCharsets.UTF_8));
                to.send(0, Arrays.copyOfRange(message, 20, 70));
                to.send(0x89, new byte[0]);
                to.send(0x80, Arrays.copyOfRange(message, 70, message.length));
            }
            case CLOSE -> {
                to.send(0x80 | TEXT, message);
                to.send(0x88, new byte[] {0x03, (byte) 0xF5});
            }
        }
    }

    private static byte[] damaged(byte[] message, int behindMarker) {
        byte[] damaged = message.clone();
        int at = new String(message, StandardCharsets.UTF_8).indexOf("SbMk") + behindMarker;
        damaged[at] = (byte) (damaged[at] == 'b' ? 'c' : 'b');
        return damaged;
    }

    /** One connection. */
    private final class Peer {
        private final Socket socket;
        private volatile String room = "";
        private boolean isEcho;
        private boolean isInRoomByPath;
        private byte[] held;

        Peer(Socket socket) {
            this.socket = socket;
        }

        void serve() {
            try (socket) {
                DataInputStream in = new DataInputStream(socket.getInputStream());
                if (shakeHands(in)) {
                    peers.add(this);
                    while (read(in)) {}
                }
            } catch (Exception gone) {
                // Clients come and go.
            } finally {
                peers.remove(this);
            }
        }

        private boolean shakeHands(DataInputStream in) throws Exception {
            StringBuilder request = new StringBuilder();
            while (request.indexOf("\r\n\r\n") < 0) {
                request.append((char) in.readUnsignedByte());
            }
            isEcho = request.indexOf("GET /echo") == 0;
            Matcher path = PATH.matcher(request);
            isInRoomByPath = path.find();
            if (isInRoomByPath) {
                room = path.group(1);
            }
            Matcher key = KEY.matcher(request);
            int status = statuses.apply(handshakes.incrementAndGet());
            OutputStream out = socket.getOutputStream();
            if (status != 101 || !key.find()) {
                out.write(
                        "HTTP/1.1 %d No\r\nContent-Length: 0\r\n\r\n"
                                .formatted(status)
                                .getBytes(StandardCharsets.UTF_8));
                return false;
            }
            byte[] digest =
                    MessageDigest.getInstance("SHA-1")
                            .digest(
                                    (key.group(1) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
                                            .getBytes(StandardCharsets.UTF_8));
            out.write(
                    ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                                    + "Connection: Upgrade\r\nSec-WebSocket-Accept: "
                                    + Base64.getEncoder().encodeToString(digest)
                                    + "\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            return true;
        }

        private boolean read(DataInputStream in) throws IOException {
            int first = in.readUnsignedByte();
            int length = in.readUnsignedByte() & 127;
            if (length == 126) {
                length = in.readUnsignedShort();
            }
            byte[] mask = in.readNBytes(4);
            byte[] payload = in.readNBytes(length);
            for (int i = 0; i < length; i++) {
                payload[i] ^= mask[i & 3];
            }
            going.lock();
            try {
                switch (first & 15) {
                    case TEXT -> message(payload);
                    case 8 -> {
                        send(0x88, payload);
                        return false;
                    }
                    case 10 -> pongs.incrementAndGet();
                    default -> {}
                }
            } finally {
                going.unlock();
            }
            return true;
        }

        private void message(byte[] payload) throws IOException {
            String text = new String(payload, StandardCharsets.UTF_8);
            Matcher named = ROOM.matcher(text);
            if (isEcho) {
                deliver(this, payload);
            } else if (isInRoomByPath) {
                tell(room, payload);
            } else if (named.find() && text.contains("join_room")) {
                room = named.group(1);
            } else {
                tell(named.group(1), payload);
            }
        }

        private void tell(String room, byte[] payload) throws IOException {
            for (Peer other : peers) {
                if (other != this && other.room.equals(room)) {
                    deliver(other, payload);
                }
            }
        }

        void send(int first, byte[] payload) throws IOException {
            byte[] late = held;
            held = null;
            boolean isLong = payload.length > 125;
            byte[] frame = new byte[payload.length + (isLong ? 4 : 2)];
            frame[0] = (byte) first;
            frame[1] = (byte) (isLong ? 126 : payload.length);
            if (isLong) {
                frame[2] = (byte) (payload.length >> 8);
                frame[3] = (byte) payload.length;
            }
            System.arraycopy(payload, 0, frame, isLong ? 4 : 2, payload.length);
            socket.getOutputStream().write(frame);
            if (late != null) {
                send(0x80 | TEXT, late);
            }
        }
    }
}
