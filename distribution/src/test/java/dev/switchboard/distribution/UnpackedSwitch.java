// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.support.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A tarball, unpacked into a folder of its own with a space and an umlaut in its name, whose switch
 * listens on free ports. What a test starts ends with it, and the test fails if a secret stands in
 * anything that the switch wrote or answered.
 *
 * <pre>{@code
 * try (UnpackedSwitch unpacked = UnpackedSwitch.of(Tarball.WITHOUT_JAVA)) {
 *     unpacked.start();
 *     connect(unpacked.websocket());
 * }
 * }</pre>
 */
public final class UnpackedSwitch implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("\"(\\w+)\": \"([^\"]*)\"");

    private final Path above;
    private final Path home;
    private final Map<String, String> environment = new TreeMap<>();
    private final List<String> before = new ArrayList<>();
    private final Leaks leaks;

    private UnpackedSwitch(Path above) {
        this.above = above;
        this.home = above.resolve("a switch für alle");
        this.leaks = new Leaks(this);
    }

    public static UnpackedSwitch of(Tarball tarball) {
        UnpackedSwitch unpacked;
        try {
            unpacked = new UnpackedSwitch(Files.createTempDirectory("switchboard"));
            tarball.unpack(unpacked.home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        unpacked.environment.put("PATH", System.getenv("PATH"));
        unpacked.environment.put("HOME", unpacked.above.toString());
        unpacked.environment.put("SWITCHBOARD_PORT", "0");
        unpacked.environment.put("SWITCHBOARD_ADMIN_PORT", "0");
        if (tarball == Tarball.WITHOUT_JAVA) {
            unpacked.environment.put("SWITCHBOARD_JAVA_HOME", System.getProperty("java.home"));
        }
        return unpacked;
    }

    public Path home() {
        return home;
    }

    /** The folder around the home; nobody else's. */
    public Path above() {
        return above;
    }

    public UnpackedSwitch with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    public UnpackedSwitch without(String variable) {
        environment.remove(variable);
        return this;
    }

    /** Lets all commands run by way of another, one that changes the user say. */
    public UnpackedSwitch through(String... command) {
        before.addAll(List.of(command));
        return this;
    }

    /** Replaces {@code conf/switchboard.conf}. */
    public UnpackedSwitch configured(String text) throws IOException {
        Files.writeString(home.resolve("conf/switchboard.conf"), text);
        return this;
    }

    /** One command of the script, not yet started. */
    public ProcessBuilder command(String... words) {
        List<String> command = new ArrayList<>(before);
        command.add(home.resolve("bin/switchboard").toString());
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).directory(above.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder;
    }

    public Outcome run(String... words) throws IOException {
        return heard(Outcome.of(command(words)), words);
    }

    /** The same with an input. */
    public Outcome run(Path input, String... words) throws IOException {
        return heard(Outcome.of(command(words).redirectInput(input.toFile())), words);
    }

    /** What makes tokens prints them, and nothing else prints any. */
    private Outcome heard(Outcome outcome, String... words) {
        if (outcome.exitCode() == 0 && List.of(words).contains("make")) {
            Secrets.known(outcome.out().strip());
        } else {
            leaks.look(String.join(" ", words), outcome.out());
        }
        leaks.look(String.join(" ", words), outcome.complaints());
        return outcome;
    }

    /** A file of the test's own that has a secret in it, and that only its owner may read. */
    public Path secretFile(String name, String secret) throws IOException {
        Path file = Files.writeString(above.resolve(name), Secrets.known(secret));
        leaks.allow(file);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    /** Starts the switch in the background; returns when it serves. */
    public UnpackedSwitch start() throws IOException {
        Outcome outcome = run("start");
        assertThat(outcome.exitCode()).as(outcome.toString()).isZero();
        return this;
    }

    public void stop() throws IOException {
        leaks.lookAtPages();
        Outcome outcome = run("stop");
        assertThat(outcome.exitCode()).as(outcome.toString()).isZero();
    }

    public URI page() throws IOException {
        return address("page");
    }

    /** Where clients connect. */
    public URI websocket() throws IOException {
        return address("websocket");
    }

    public URI admin() throws IOException {
        return address("admin");
    }

    private URI address(String name) throws IOException {
        return find(name).orElseThrow();
    }

    /** Empty if it does not listen for that. */
    Optional<URI> find(String name) throws IOException {
        Matcher matcher = ADDRESS.matcher(Files.readString(home.resolve("run/switchboard.json")));
        return matcher.results()
                .filter(found -> found.group(1).equals(name))
                .map(found -> URI.create(found.group(2)))
                .findFirst();
    }

    /** The process of the switch, if its pid file names one that is alive. */
    public Optional<ProcessHandle> process() throws IOException {
        Path file = home.resolve("run/switchboard.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(Files.readAllLines(file).getFirst()))
                .filter(ProcessHandle::isAlive);
    }

    /** What the switch has logged so far, in the background. */
    public String log() throws IOException {
        StringBuilder log = new StringBuilder();
        for (String name : List.of("console.log", "switchboard.log")) {
            Path file = home.resolve("logs").resolve(name);
            if (Files.exists(file)) {
                log.append(Files.readString(file));
            }
        }
        return log.toString();
    }

    @Override
    public void close() throws IOException {
        Optional<ProcessHandle> left = process();
        if (left.isPresent() && left.get().pid() != ProcessHandle.current().pid()) {
            leaks.lookAtPages();
            left.get().destroyForcibly();
            left.get().onExit().join();
        }
        leaks.lookAtFiles();
        delete(above);
        leaks.assertNone();
    }

    static void delete(Path folder) {
        try {
            Files.walkFileTree(
                    folder,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes is) {
                            assertThat(dir.toFile().setWritable(true)).isTrue();
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes is)
                                throws IOException {
                            Files.delete(file);
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult postVisitDirectory(Path dir, IOException failure)
                                throws IOException {
                            Files.delete(dir);
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
