// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server;

import dev.switchboard.server.codec.MessagesFuzz;
import dev.switchboard.server.config.ConfigurationFuzz;
import dev.switchboard.server.rights.PatternsFuzz;
import dev.switchboard.server.transport.FramesFuzz;
import dev.switchboard.server.transport.InflationFuzz;
import dev.switchboard.server.transport.ProxyHeadersFuzz;
import dev.switchboard.server.transport.RequestsFuzz;
import dev.switchboard.support.FuzzRun;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What others write, read as it is in the corpus and as it is made from that. */
class FuzzTargetsTest {

    private enum Target {
        FRAMES(20_000, FramesFuzz::fuzzerTestOneInput),
        INFLATION(20_000, InflationFuzz::fuzzerTestOneInput),
        PROXY_HEADERS(5_000, ProxyHeadersFuzz::fuzzerTestOneInput),
        REQUESTS(20_000, RequestsFuzz::fuzzerTestOneInput),
        MESSAGES(20_000, MessagesFuzz::fuzzerTestOneInput),
        PATTERNS(20_000, PatternsFuzz::fuzzerTestOneInput),
        CONFIGURATION(500, ConfigurationFuzz::fuzzerTestOneInput);

        private final int made;
        private final FuzzRun.Target code;

        Target(int made, FuzzRun.Target code) {
            this.made = made;
            this.code = code;
        }

        private Path corpus() {
            return Path.of("src/test/fuzz", name().toLowerCase(java.util.Locale.ROOT));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatAlwaysHoldsHolds(Target target) throws IOException {
        FuzzRun.of(target.corpus(), target.made, target.code);
    }
}
