// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.jwt;

import dev.switchboard.support.FuzzRun;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Tokens as they are in the corpus and as they are made from that. */
class FuzzTargetsTest {

    @Test
    void whatNobodyHasSignedIsRefusedWithWords() throws IOException {
        FuzzRun.of(Path.of("src/test/fuzz/tokens"), 3_000, TokensFuzz::fuzzerTestOneInput);
    }
}
