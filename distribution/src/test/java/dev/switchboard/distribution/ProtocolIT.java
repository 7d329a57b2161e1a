// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What an application developer and a plugin author find in the tarball and ask the script for. */
class ProtocolIT {
    @AutoClose private static UnpackedSwitch unpacked;

    @BeforeAll
    static void unpack() throws IOException {
        unpacked = UnpackedSwitch.of(Tarball.WITHOUT_JAVA);
    }

    @Test
    void protocolPrintsThePageOfThePluginsThatAreInstalled() throws IOException {
        Outcome printed = unpacked.run("protocol");

        assertThat(printed.exitCode()).as(printed.toString()).isZero();
        assertThat(printed.out())
                .isEqualTo(Files.readString(unpacked.home().resolve("docs/PROTOCOL.md")));
        assertThat(printed.complaints()).isEmpty();
        assertThat(unpacked.process()).as("nothing runs").isEmpty();
    }

    @Test
    void protocolLeavesOutWhatIsNotInstalled() throws IOException {
        unpacked.configured("plugins.disabled = [rooms]");
        try {
            assertThat(unpacked.run("protocol").out())
                    .contains("### `chat`")
                    .doesNotContain("### `join_room`");
        } finally {
            unpacked.configured("");
        }
    }

    @Test
    void pluginsTellsWhatIsTakenAndWhatIsSent() throws IOException {
        unpacked.start();
        try {
            assertThat(unpacked.run("plugins").out())
                    .containsPattern("rooms +\\S+ +running +.*join_room.* >room_message");
        } finally {
            unpacked.stop();
        }
    }

    /** As somebody would who begins a plugin from one that is there. */
    @Test
    void theSourcesOfAShippedPluginCompileAgainstTheApi() throws IOException {
        Path sources = unpacked.home().resolve("share/examples/rooms/src/main/java");
        Path classes = Files.createDirectories(unpacked.above().resolve("classes"));
        try (Stream<Path> files = Files.walk(sources)) {
            Outcome compiled =
                    Outcome.of(
                            new ProcessBuilder(
                                    Stream.concat(
                                                    Stream.of(
                                                            System.getProperty("java.home")
                                                                    + "/bin/javac",
                                                            "-cp",
                                                            unpacked.home() + "/lib/*",
                                                            "-d",
                                                            classes.toString()),
                                                    files.filter(Files::isRegularFile)
                                                            .map(Path::toString))
                                            .toList()));

            assertThat(compiled.exitCode()).as(compiled.toString()).isZero();
        }
    }
}
