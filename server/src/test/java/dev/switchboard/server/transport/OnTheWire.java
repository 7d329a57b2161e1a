// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import dev.switchboard.server.RunningSwitch;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * RFC 6455 against a switch that listens: each test one client, and each over all of {@link Over}.
 */
@ParameterizedClass
@EnumSource
abstract class OnTheWire {

    /** Started by the test, once for each of these. */
    static RunningSwitch running;

    @Parameter Over over;
    RawClient client;

    @AfterParameterizedClassInvocation
    static void stop() {
        running.close();
    }

    @AfterEach
    void disconnect() throws IOException {
        client.close();
    }
}
