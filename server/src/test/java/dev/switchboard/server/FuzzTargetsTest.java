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
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What others write, read as it is in the corpus and as it is made from that. */
class FuzzTargetsTest {

    private static final Path CORPUS = Path.of("src", "test", "fuzz");

    record Target(String corpus, int made, FuzzRun.Target code) {
        @Override
        public String toString() {
            return corpus;
        }
    }

    static Stream<Target> targets() {
        return Stream.of(
                new Target("frames", 20_000, FramesFuzz::fuzzerTestOneInput),
                new Target("inflation", 20_000, InflationFuzz::fuzzerTestOneInput),
                new Target("proxy_headers", 5_000, ProxyHeadersFuzz::fuzzerTestOneInput),
                new Target("requests", 20_000, RequestsFuzz::fuzzerTestOneInput),
                new Target("messages", 20_000, MessagesFuzz::fuzzerTestOneInput),
                new Target("patterns", 20_000, PatternsFuzz::fuzzerTestOneInput),
                new Target("configuration", 500, ConfigurationFuzz::fuzzerTestOneInput));
    }

    @ParameterizedTest
    @MethodSource("targets")
    void whatAlwaysHoldsHolds(Target target) throws IOException {
        FuzzRun.of(CORPUS.resolve(target.corpus()), target.made(), target.code());
    }
}
