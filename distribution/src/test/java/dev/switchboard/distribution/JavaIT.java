// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Which Java runs the switch, and how. */
class JavaIT {

    @Test
    void theTarballWithARuntimeNeedsNoJava() throws IOException {
        try (UnpackedSwitch unpacked = UnpackedSwitch.of(Tarball.WITH_JAVA)) {
            unpacked.with("PATH", withoutJava(unpacked)).start();

            assertThat(unpacked.process().orElseThrow().info().command().orElseThrow())
                    .isEqualTo(unpacked.home().resolve("runtime/bin/java").toString());
            assertThat(unpacked.log()).doesNotContain("WARNING");
            assertThat(unpacked.run("validate").exitCode()).isZero();
            unpacked.stop();
        }
    }

    @Test
    void theRuntimeUsesItsArchiveOfClasses() throws IOException {
        try (UnpackedSwitch unpacked = UnpackedSwitch.of(Tarball.WITH_JAVA)) {
            unpacked.with("SWITCHBOARD_JAVA_OPTS", "-Xshare:on -Xlog:class+load:file=classes.log");
            unpacked.start();

            assertThat(Files.readString(unpacked.home().resolve("logs/classes.log")))
                    .contains("source: shared objects file");
            unpacked.stop();
        }
    }

    @Test
    void optionsComeFromFilesInOrderAndTheEnvironmentLast() throws IOException {
        try (UnpackedSwitch unpacked = UnpackedSwitch.of(Tarball.WITHOUT_JAVA)) {
            Path files = unpacked.home().resolve("conf/jvm.options.d");
            Files.writeString(files.resolve("10-heap.options"), "# small\n-Xmx100m\n");
            Files.writeString(files.resolve("20-heap.options"), "-Xmx200m -Xms80m");
            Files.writeString(files.resolve("ignored.txt"), "-Xmx300m");
            unpacked.with("SWITCHBOARD_JAVA_OPTS", "-Xms90m -Xlog:gc+init:file=gc.log").start();

            assertThat(Files.readString(unpacked.home().resolve("logs/gc.log")))
                    .contains("Heap Max Capacity: 200M", "Heap Initial Capacity: 90M");
            unpacked.stop();
        }
    }

    @Test
    void aJavaThatIsTooOldIsPassedOver() throws IOException {
        try (UnpackedSwitch unpacked = UnpackedSwitch.of(Tarball.WITH_JAVA)) {
            Path old = unpacked.above().resolve("old");
            Files.createDirectories(old.resolve("bin"));
            Files.writeString(old.resolve("release"), "JAVA_VERSION=\"17.0.15\"\n");
            Files.createSymbolicLink(old.resolve("bin/java"), Path.of("/bin/false"));
            unpacked.with("JAVA_HOME", old.toString());
            Files.move(unpacked.home().resolve("runtime"), unpacked.above().resolve("newer"));
            Path path = Files.createDirectory(unpacked.above().resolve("path"));
            Files.createSymbolicLink(
                    path.resolve("java"), unpacked.above().resolve("newer/bin/java"));

            Outcome outcome =
                    unpacked.with("PATH", path + ":" + withoutJava(unpacked)).run("validate");

            assertThat(outcome.exitCode()).as(outcome.toString()).isZero();
        }
    }

    /** A PATH with every command of this machine but java. */
    private static String withoutJava(UnpackedSwitch unpacked) throws IOException {
        Path commands = Files.createDirectory(unpacked.above().resolve("commands"));
        for (String folder : new String[] {"/usr/bin", "/bin"}) {
            try (var all = Files.newDirectoryStream(Path.of(folder))) {
                for (Path command : all) {
                    Path link = commands.resolve(command.getFileName());
                    if (!Files.exists(link) && !link.endsWith("java")) {
                        Files.createSymbolicLink(link, command);
                    }
                }
            }
        }
        return commands.toString();
    }
}
