// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FoldersTest {
    private static final Folders MOVED =
            new Folders(
                    Path.of("/opt/sb"),
                    Path.of("/etc/sb"),
                    Path.of("/var/lib/sb"),
                    Path.of("/var/log/sb"),
                    Path.of("/run/sb"));

    @Test
    void relativePathsStartAtTheHome() {
        assertThat(MOVED.resolve(Path.of("plugins"))).isEqualTo(Path.of("/opt/sb/plugins"));
        assertThat(MOVED.resolve(Path.of("../plugins/x"))).isEqualTo(Path.of("/opt/plugins/x"));
    }

    @Test
    void relativePathsFollowTheFolderTheyNameToWhereItWasMoved() {
        assertThat(MOVED.resolve(Path.of("logs/a.log"))).isEqualTo(Path.of("/var/log/sb/a.log"));
        assertThat(MOVED.resolve(Path.of("conf/keystore.p12")))
                .isEqualTo(Path.of("/etc/sb/keystore.p12"));
        assertThat(MOVED.resolve(Path.of("data"))).isEqualTo(Path.of("/var/lib/sb"));
        assertThat(MOVED.resolve(Path.of("run/x"))).isEqualTo(Path.of("/run/sb/x"));
    }

    @Test
    void absolutePathsStayAsTheyAre() {
        assertThat(MOVED.resolve(Path.of("/logs/a.log"))).isEqualTo(Path.of("/logs/a.log"));
    }

    @Test
    void foldersStandInTheHomeUnlessMoved() {
        assertThat(Folders.in(Path.of("/opt/sb")).resolve(Path.of("logs/a.log")))
                .isEqualTo(Path.of("/opt/sb/logs/a.log"));
    }
}
