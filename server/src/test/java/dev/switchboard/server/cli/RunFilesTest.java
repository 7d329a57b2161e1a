// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.cli.RunFiles.Addresses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFilesTest {
    private static final Addresses ADDRESSES =
            new Addresses(
                    "http://localhost:8080/",
                    "ws://localhost:8080/ws",
                    Optional.of("http://127.0.0.1:8081"));

    @TempDir private Path folder;
    private RunFiles files;

    @BeforeEach
    void inAFolderThatIsNotThereYet() {
        files = new RunFiles(folder.resolve("run"));
    }

    @Test
    void whatIsAnnouncedIsFound() throws IOException {
        files.announce(ADDRESSES);

        assertThat(files.admin()).contains("http://127.0.0.1:8081");
    }

    @Test
    void addressesStandOneToALineForShells() throws IOException {
        files.announce(ADDRESSES);

        assertThat(files.folder().resolve("switchboard.json"))
                .hasContent(
                        """
                        {
                          "page": "http://localhost:8080/",
                          "websocket": "ws://localhost:8080/ws",
                          "admin": "http://127.0.0.1:8081"
                        }
                        """);
    }

    @Test
    void withoutAnAdminNoneIsFound() throws IOException {
        files.announce(new Addresses("http://a/", "ws://a/ws", Optional.empty()));

        assertThat(files.admin()).isEmpty();
    }

    @Test
    void beforeTheSwitchServesNothingIsFound() throws IOException {
        assertThat(files.admin()).isEmpty();
        assertThat(files.token()).isEmpty();
    }

    @Test
    void theTokenIsForItsOwnerAndNewForEachRun() throws IOException {
        String first = files.newToken();
        String second = files.newToken();

        assertThat(second).hasSize(64).isNotEqualTo(first);
        assertThat(files.token()).contains(second);
        assertThat(Files.getPosixFilePermissions(files.folder().resolve("admin.token")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void nothingIsWrittenThroughALink() throws IOException {
        Path precious = Files.writeString(folder.resolve("precious"), "mine");
        Files.createDirectories(files.folder());
        for (String name :
                new String[] {"switchboard.json.new", "switchboard.json", "admin.token"}) {
            Files.createSymbolicLink(files.folder().resolve(name), precious);
        }

        files.newToken();
        files.announce(ADDRESSES);

        assertThat(precious).hasContent("mine");
        assertThat(files.folder().resolve("switchboard.json")).isRegularFile();
        assertThat(Files.isSymbolicLink(files.folder().resolve("switchboard.json"))).isFalse();
        assertThat(files.token()).isNotEqualTo(Optional.of("mine"));
    }

    @Test
    void atTheEndNothingIsLeft() throws IOException {
        files.newToken();
        files.announce(ADDRESSES);
        processIs(ProcessHandle.current().pid());

        files.forget();

        assertThat(files.folder()).isEmptyDirectory();
    }

    @Test
    void filesOfAnotherProcessAreLeftAlone() throws IOException {
        files.announce(ADDRESSES);
        processIs(1);

        files.forget();

        assertThat(files.admin()).isPresent();
    }

    private void processIs(long pid) throws IOException {
        Files.writeString(files.folder().resolve("switchboard.pid"), pid + "\nthen\n");
    }
}
