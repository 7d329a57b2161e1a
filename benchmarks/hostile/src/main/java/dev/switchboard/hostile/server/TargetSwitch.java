// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.server;

import dev.switchboard.comparison.server.Commands;
import dev.switchboard.comparison.server.SwitchTree;
import dev.switchboard.load.server.SwitchCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A switch as its tarball holds it: only its address, its folders and its {@link Setup} are given.
 * It ends with {@link #close}, without a drain.
 */
public final class TargetSwitch implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Pattern ERROR = Pattern.compile("^\\S+ \\S+ ERROR ");

    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Process process;
    private final Path folder;
    private final int port;
    private final Admin admin;
    private final Vouching vouching;

    private TargetSwitch(Process process, Path folder, int port, Admin admin, Vouching vouching) {
        this.process = process;
        this.folder = folder;
        this.port = port;
        this.admin = admin;
        this.vouching = vouching;
    }

    /**
     * Starts one and waits until it serves.
     *
     * @param home where the tarball was unpacked
     */
    public static TargetSwitch start(Path home, Setup setup) throws IOException {
        Path folder = Files.createTempDirectory("hostile");
        String tls = setup.isSecure() ? SwitchTree.tls(folder) : "";
        Vouching vouching = Vouching.of(setup.authority(), folder);
        ProcessBuilder command =
                SwitchCommand.in(
                        folder, home, 0, setup.configuration() + tls + vouching.settings());
        if (setup.openFiles() > 0) {
            List<String> limited =
                    List.of("sh", "-c", "ulimit -n " + setup.openFiles() + " && exec \"$@\"", "sh");
            command.command().addAll(0, limited);
        }
        command.environment().put("SWITCHBOARD_HOST", "127.0.0.1");
        command.environment().put("SWITCHBOARD_JAVA_OPTS", setup.javaOptions());
        if (!Files.exists(home.resolve("runtime"))) {
            command.environment().put("SWITCHBOARD_JAVA_HOME", System.getProperty("java.home"));
        }
        command.redirectErrorStream(true).redirectOutput(folder.resolve("console").toFile());
        Process process = command.directory(folder.toFile()).start();
        process.getOutputStream().close();
        String addresses = awaitAddresses(process, folder);
        return new TargetSwitch(
                process,
                folder,
                port("websocket", addresses),
                new Admin(port("admin", addresses)),
                vouching);
    }

    /** What it says of itself as soon as it serves. */
    private static String awaitAddresses(Process process, Path folder) throws IOException {
        Path addresses = folder.resolve("run/switchboard.json");
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.exists(addresses)) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                process.destroyForcibly();
                throw new IOException(
                        "the switch did not start:\n"
                                + Files.readString(folder.resolve("console")));
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return Files.readString(addresses);
    }

    private static int port(String name, String addresses) throws IOException {
        Matcher found =
                Pattern.compile('"' + name + "\": \"\\w+://[^\"/]*:(\\d+)").matcher(addresses);
        if (!found.find()) {
            throw new IOException("no address of '%s' in %s".formatted(name, addresses));
        }
        return Integer.parseInt(found.group(1));
    }

    public int port() {
        return port;
    }

    /** With its configuration, and everything that it writes. */
    public Path folder() {
        return folder;
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

    /** Orders it to send its clients away and end. */
    public void drain() {
        process.destroy();
    }

    /** The code with which it ended; it has. */
    public int exitCode() {
        return process.exitValue();
    }

    /** Lets time pass until something is so, or it is no more; tells whether it is so. */
    public boolean await(Duration atMost, BooleanSupplier isSo) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (isAlive() && System.nanoTime() < deadline) {
            if (isSo.getAsBoolean()) {
                return true;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return false;
    }

    /** Lets time pass, unless it is no more. */
    public void pause(Duration time) {
        await(time, () -> false);
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

    private void collect() throws IOException {
        Commands.run(
                folder,
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                String.valueOf(process.pid()),
                "GC.run");
    }

    /** Bytes of its heap that a collection leaves; 0 if it is no more. */
    public long live() throws IOException {
        if (!isAlive()) {
            return 0;
        }
        collect();
        return admin.metrics().sum("switchboard_jvm_pool_live_bytes");
    }

    /** What bounds its memory; it has no clients yet. */
    public MemoryFormula formula() throws IOException {
        return MemoryFormula.of(
                live(),
                admin.metrics().figure("switchboard_jvm_heap_max_bytes"),
                admin.get("/config").orElse(""));
    }

    /** All that it has logged; in the foreground that is what it prints. */
    public long logBytes() throws IOException {
        return Files.size(folder.resolve("console"));
    }

    /** The first error in its log; empty if there is none. */
    public String firstError() throws IOException {
        return console().lines().filter(line -> ERROR.matcher(line).find()).findFirst().orElse("");
    }

    private String console() throws IOException {
        return Files.readString(folder.resolve("console"));
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        vouching.close();
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> files = all.sorted(Comparator.reverseOrder()).toList();
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
    }
}
