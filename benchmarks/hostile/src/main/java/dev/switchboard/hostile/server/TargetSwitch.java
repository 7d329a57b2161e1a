// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.server;

import dev.switchboard.comparison.server.Commands;
import dev.switchboard.comparison.server.RunningServer;
import dev.switchboard.comparison.server.SwitchTree;
import dev.switchboard.load.server.SwitchCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A switch as its tarball holds it, with the default configuration: only its address, its folders,
 * the options of Java and perhaps TLS are given. It ends with {@link #close}, without a drain.
 */
public final class TargetSwitch implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Process process;
    private final Path folder;
    private final int port;
    private final Admin admin;

    private TargetSwitch(Process process, Path folder, int port, Admin admin) {
        this.process = process;
        this.folder = folder;
        this.port = port;
        this.admin = admin;
    }

    /**
     * Starts one and waits until it serves.
     *
     * @param home where the tarball was unpacked
     * @param javaOptions for the virtual machine, in the way of OPERATING.md
     * @param isSecure whether it speaks TLS
     */
    public static TargetSwitch start(Path home, String javaOptions, boolean isSecure)
            throws IOException {
        Path folder = Files.createTempDirectory("hostile");
        int port = RunningServer.freePort();
        int adminPort = RunningServer.freePort();
        ProcessBuilder command =
                SwitchCommand.in(folder, home, port, isSecure ? SwitchTree.tls(folder) : "");
        command.environment().put("SWITCHBOARD_HOST", "127.0.0.1");
        command.environment().put("SWITCHBOARD_ADMIN_PORT", String.valueOf(adminPort));
        command.environment().put("SWITCHBOARD_JAVA_OPTS", javaOptions);
        if (!Files.exists(home.resolve("runtime"))) {
            command.environment().put("SWITCHBOARD_JAVA_HOME", System.getProperty("java.home"));
        }
        command.redirectErrorStream(true).redirectOutput(folder.resolve("console").toFile());
        Process process = command.directory(folder.toFile()).start();
        process.getOutputStream().close();
        TargetSwitch started = new TargetSwitch(process, folder, port, new Admin(adminPort));
        started.awaitReady();
        return started;
    }

    private void awaitReady() throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!admin.says("/readyz")) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                String words = console();
                close();
                throw new IOException("the switch did not start:\n" + words);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    public int port() {
        return port;
    }

    public int adminPort() {
        return admin.port();
    }

    public long pid() {
        return process.pid();
    }

    public Admin admin() {
        return admin;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Why it is no more, as far as it has said so itself. */
    public String lastWords() throws IOException {
        return "exit code %d: %s"
                .formatted(
                        process.exitValue(),
                        console()
                                .lines()
                                .filter(line -> line.contains("OutOfMemoryError"))
                                .reduce((first, second) -> second)
                                .orElse("no word"));
    }

    /** Lets it collect the garbage of its whole heap. */
    public void collect() throws IOException {
        Commands.run(
                folder,
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                String.valueOf(process.pid()),
                "GC.run");
    }

    /** All that it has logged. */
    public long logBytes() throws IOException {
        long bytes = Files.size(folder.resolve("console"));
        Path logs = folder.resolve("logs");
        if (Files.isDirectory(logs)) {
            try (Stream<Path> files = Files.walk(logs)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    bytes += Files.size(file);
                }
            }
        }
        return bytes;
    }

    private String console() throws IOException {
        return Files.readString(folder.resolve("console"));
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> files = all.sorted(Comparator.reverseOrder()).toList();
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
    }
}
