// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OpenFilesTest {

    @Test
    void enoughIsNotWorthAWord() {
        assertThat(new OpenFiles(65_536).warning(50_000)).isEmpty();
    }

    @Test
    void tooFewAreToldWithBothNumbers() {
        assertThat(new OpenFiles(1_024).warning(50_000).orElseThrow())
                .contains("1024", "gate.max-connections = 50000");
    }

    @Test
    void roomIsLeftForWhatIsNoConnection() {
        assertThat(new OpenFiles(1_000).warning(1_000)).isPresent();
    }

    @Test
    void thisProcessMayOpenSome() {
        assertThat(OpenFiles.ofThisProcess().most()).isPositive();
    }
}
