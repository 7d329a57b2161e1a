// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.server;

/** How a switch is configured that is to be measured: as it ships, but for what would throttle. */
public final class RaisedLimits {
    /** One address plays all the clients, and none of them is to be slowed down. */
    public static final String CONFIGURATION =
            """
            listen.host = 127.0.0.1
            messages.rate = 1000000/s
            messages.burst = 1000000
            messages.control-frames = 100000/s
            gate.max-connections = 200000
            gate.per-address.connections = 200000
            gate.per-address.new-connections = 100000/s
            logging.level = warn
            """;

    /**
     * Raises some more, by variables, since a switch that is older than a limit does not start with
     * a key that it does not know.
     */
    public static void raise(ProcessBuilder command) {
        command.environment().put("SWITCHBOARD_MESSAGE_BYTES_PER_SECOND", "100 GiB");
        command.environment().put("SWITCHBOARD_DELIVERIES_PER_CLIENT", "1000000000000/s");
        command.environment().put("SWITCHBOARD_DELIVERIES_PER_ADDRESS", "1000000000000/s");
    }

    private RaisedLimits() {}
}
