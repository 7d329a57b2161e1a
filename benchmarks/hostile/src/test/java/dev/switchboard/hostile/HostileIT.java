// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The switch of the tarball that was just built lives through attacks, and loses nobody honest. */
class HostileIT {
    @TempDir private static Path folder;

    private static BuiltSwitch built;

    @BeforeAll
    static void unpack() throws IOException {
        built = new BuiltSwitch(folder);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "chat-echo",
                "above-rate-100",
                "stopped-readers",
                "slow-links-5",
                "direct-slow-20",
                "pipelined-ws-20",
                "half-handshakes",
                "half-messages",
                "expired-tokens",
                "revoked-tokens",
                "slow-jwks",
                "slow-backend",
                "sessions-of-one-user",
                "rights-changing"
            })
    void honestClientsAreServedDuring(String attack) throws IOException {
        built.withstands(attack);
    }
}
