// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.distribution;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The start cache is used where it fits, and nowhere else. */
class StartCacheIT {
    private static final String IN_USE = "start cache in use";

    @AutoClose private final UnpackedSwitch unpacked = UnpackedSwitch.of(Tarball.WITH_JAVA);

    @Test
    void theTarballWithARuntimeStartsFromIt() throws IOException {
        unpacked.start();

        assertThat(unpacked.log()).contains(IN_USE);
        assertSaysNothingElse();
        unpacked.stop();
    }

    /** Only what is on the class path counts, not when and where it was unpacked. */
    @Test
    void itSurvivesAMoveAndACopyWithOtherTimes() throws IOException {
        Path home = unpacked.home();
        Path elsewhere = unpacked.above().resolve("elsewhere");
        Files.move(home, elsewhere);
        Files.setLastModifiedTime(elsewhere.resolve("runtime/lib/modules"), now());
        for (Path jar : jars(elsewhere.resolve("lib"))) {
            Files.setLastModifiedTime(jar, now());
        }
        Files.move(elsewhere, home);
        unpacked.start();

        assertThat(unpacked.log()).contains(IN_USE);
        assertSaysNothingElse();
        unpacked.stop();
    }

    /** Java alone would go on with the classes in the cache. */
    @Test
    void aReplacedJarRunsInsteadOfWhatIsInTheCache() throws IOException {
        rewrite(
                jar("switchboard-server-"),
                "/dev/switchboard/server/cli/StartCache.class",
                "start cache",
                "START CACHE");
        unpacked.start();

        assertThat(unpacked.log()).contains("START CACHE not used: it was made for other jars");
        assertSaysNothingElse();
        unpacked.stop();
    }

    /**
     * Those are no part of the key: Java compares the bytes of classes with loaders of their own.
     */
    @Test
    void aReplacedPluginRunsToo() throws IOException {
        Path rooms = jars(unpacked.home().resolve("plugins/rooms")).getFirst();
        rewrite(rooms, "/dev/switchboard/plugin/rooms/JoinRoom.class", "join_room", "jump_room");
        unpacked.start();

        assertThat(unpacked.log()).contains(IN_USE);
        assertThat(unpacked.run("plugins").out()).contains("jump_room");
        unpacked.stop();
    }

    @Test
    void anAddedJarIsSeen() throws IOException {
        Files.copy(jar("config-"), unpacked.home().resolve("lib/another.jar"));
        unpacked.start();

        assertThat(unpacked.log()).contains("start cache not used: it was made for other jars");
        assertSaysNothingElse();
        unpacked.stop();
    }

    @Test
    void otherOptionsOfJavaStartWithoutItAndWithoutNoise() throws IOException {
        Files.writeString(
                unpacked.home().resolve("conf/jvm.options.d/10-collector.options"), "-XX:+UseZGC");
        unpacked.start();

        assertThat(unpacked.log())
                .contains("start cache not used: it was made for other options of Java");
        assertSaysNothingElse();
        unpacked.stop();
    }

    @Test
    void memoryAndLogsAreTheOperatorsToChoose() throws IOException {
        unpacked.with("SWITCHBOARD_JAVA_OPTS", "-Xms80m -Xmx200m -Xlog:gc:file=gc.log").start();

        assertThat(unpacked.log()).contains(IN_USE);
        assertSaysNothingElse();
        unpacked.stop();
    }

    /** The references in it are too narrow for such a heap, which only Java itself can know. */
    @Test
    void whatJavaTurnsDownIsNamedQuietly() throws IOException {
        unpacked.with("SWITCHBOARD_JAVA_OPTS", "-Xmx40g").start();

        assertThat(unpacked.log()).contains("start cache not used: Java turned it down");
        assertSaysNothingElse();
        unpacked.stop();
    }

    @Test
    void withoutACacheTheSwitchStarts() throws IOException {
        Files.delete(unpacked.home().resolve("lib/aot/switchboard.aot"));
        unpacked.start();

        assertThat(unpacked.log()).contains("start cache not used: there is none");
        assertSaysNothingElse();
        unpacked.stop();
    }

    @Test
    void anotherOneIsMadeForOtherOptions() throws IOException {
        Files.writeString(
                unpacked.home().resolve("conf/jvm.options.d/10-objects.options"),
                "-XX:-UseCompactObjectHeaders");
        Outcome made = unpacked.run("aot");
        assertThat(made.exitCode()).as(made.toString()).isZero();

        unpacked.start();

        assertThat(unpacked.log()).contains(IN_USE);
        assertSaysNothingElse();
        unpacked.stop();
    }

    private void assertSaysNothingElse() throws IOException {
        assertThat(Files.readString(unpacked.home().resolve("logs/console.log")))
                .doesNotContainIgnoringCase("aot")
                .doesNotContainIgnoringCase("cds")
                .doesNotContain("[warning]", "[error");
    }

    private Path jar(String prefix) throws IOException {
        return jars(unpacked.home().resolve("lib")).stream()
                .filter(jar -> jar.getFileName().toString().startsWith(prefix))
                .findFirst()
                .orElseThrow();
    }

    /** Puts another text of the same length into a class. */
    private static void rewrite(Path jar, String type, String text, String other)
            throws IOException {
        try (FileSystem inside = FileSystems.newFileSystem(jar)) {
            Path file = inside.getPath(type);
            String before = Files.readString(file, ISO_8859_1);
            assertThat(before).contains(text);
            Files.writeString(file, before.replace(text, other), ISO_8859_1);
        }
    }

    private static List<Path> jars(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar")).toList();
        }
    }

    private static FileTime now() {
        return FileTime.from(Instant.now());
    }
}
