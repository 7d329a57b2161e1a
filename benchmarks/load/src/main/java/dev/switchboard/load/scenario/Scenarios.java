// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.scenario;

import dev.switchboard.load.option.Options;

/** Which scenario is meant by which name. */
final class Scenarios {
    private Scenarios() {}

    static Scenario of(Options options) {
        return switch (options.scenario()) {
            case CONNECT -> new Connect();
            case IDLE -> new IdleCrowd();
            case FAN_OUT -> new FanOut();
            case ECHO -> new RoundTrips(1);
            case PING_PONG -> new RoundTrips(2);
            case CHURN -> new Coming();
            case STORM -> new Reconnection();
            case SLOW -> new SlowReaders();
            case MIXED -> new Mixture();
        };
    }
}
