// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.distribution.e2e;

import dev.switchboard.support.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;

/** nginx or HAProxy as the system's packages bring them, on a port of loopback. */
final class ProxyProcess implements AutoCloseable {
    private final Process process;

    private ProxyProcess(Process process) {
        this.process = process;
    }

    /** Starts nginx with this server; returns when it listens. */
    static ProxyProcess nginx(Path folder, String server, int port) throws IOException {
        String program = NodeScript.tool("nginx");
        Path file = folder.resolve("nginx.conf");
        Files.writeString(
                file,
                """
                daemon off;
                pid nginx.pid;
                events {}
                http {
                    access_log off;
                    client_body_temp_path body;
                    proxy_temp_path proxy;
                    fastcgi_temp_path fastcgi;
                    uwsgi_temp_path uwsgi;
                    scgi_temp_path scgi;
                %s
                }
                """
                        .formatted(server));
        String errors = folder.resolve("nginx.log").toString();
        return start(
                port,
                folder.resolve("nginx.out"),
                program,
                "-p",
                folder.toString(),
                "-e",
                errors,
                "-c",
                file.toString());
    }

    /** Starts HAProxy; returns when it listens. */
    static ProxyProcess haproxy(Path folder, String configuration, int port) throws IOException {
        String program = NodeScript.tool("haproxy");
        Path file = Files.writeString(folder.resolve("haproxy.cfg"), configuration);
        return start(port, folder.resolve("haproxy.out"), program, "-db", "-f", file.toString());
    }

    private static ProxyProcess start(int port, Path out, String... command) throws IOException {
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(out.toFile())
                        .start();
        Await.until(
                command[0] + " listens",
                () -> {
                    if (!process.isAlive()) {
                        throw new AssertionError(Files.readString(out));
                    }
                    return isOpen(port);
                });
        return new ProxyProcess(process);
    }

    private static boolean isOpen(int port) {
        try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** A port that nobody uses. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
