// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.comparison.server;

import dev.switchboard.comparison.scenario.Stage;
import dev.switchboard.load.client.Template;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A server of which this thread knows that it accepts connections. Ends with {@link #close}. */
public final class RunningServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration PAUSE = Duration.ofMillis(2);

    private final Process process;
    private final int port;
    private final Path folder;
    private final Duration start;

    private RunningServer(Process process, int port, Path folder, Duration start) {
        this.process = process;
        this.port = port;
        this.folder = folder;
        this.start = start;
    }

    /**
     * Starts a server and waits until it answers a handshake.
     *
     * @throws IOException if it does not, with what it said
     */
    public static RunningServer start(Contender contender, Stage stage) throws IOException {
        int port = freePort();
        Path folder = Files.createTempDirectory("comparison");
        return start(contender.command(stage, port, folder), port, folder, stage, contender);
    }

    /** The same, of a command that was changed. */
    public static RunningServer start(
            ProcessBuilder command, int port, Path folder, Stage stage, Contender contender)
            throws IOException {
        Path console = folder.resolve("console");
        command.redirectErrorStream(true).redirectOutput(console.toFile());
        long began = System.nanoTime();
        Process process = command.start();
        Brood.watch(process);
        String path = new Template(contender.mode(stage).path()).expand(0, 0);
        while (process.isAlive() && System.nanoTime() - began < PATIENCE.toNanos()) {
            if (stage == Stage.SECURE ? accepts(port) : shakesHands(port, path)) {
                Duration start = Duration.ofNanos(System.nanoTime() - began);
                return new RunningServer(process, port, folder, start);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        Brood.end(process);
        String words = Files.readString(console).strip();
        delete(folder);
        throw new IOException(
                words.isEmpty()
                        ? "it did not start"
                        : "it did not start: "
                                + words.substring(Math.max(0, words.length() - 400)));
    }

    public long pid() {
        return process.pid();
    }

    public int port() {
        return port;
    }

    /** From the process to the first handshake. */
    public Duration start() {
        return start;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Its own folder, which goes when it goes. */
    public Path folder() {
        return folder;
    }

    @Override
    public void close() throws IOException {
        Brood.end(process);
        delete(folder);
    }

    /** A port that was free a moment ago. */
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket()) {
            connect(socket, port);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static boolean shakesHands(int port, String path) {
        try (Socket socket = new Socket()) {
            connect(socket, port);
            String request =
                    """
                    GET %s HTTP/1.1
                    Host: 127.0.0.1:%d
                    Upgrade: websocket
                    Connection: Upgrade
                    Sec-WebSocket-Version: 13
                    Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==

                    """
                            .formatted(path, port)
                            .replace("\n", "\r\n");
            socket.setSoTimeout(5_000);
            socket.getOutputStream()
                    .write(request.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            byte[] answer = socket.getInputStream().readNBytes(12);
            return new String(answer, java.nio.charset.StandardCharsets.US_ASCII).endsWith("101");
        } catch (IOException notYet) {
            return false;
        }
    }

    private static void connect(Socket socket, int port) throws IOException {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
