// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config;

import dev.switchboard.server.config.binding.Constraints;

/** All settings of the switch, one section each. Immutable; a reload makes a new one. */
public record Settings(
        @NeedsRestart ListenSettings listen,
        GateSettings gate,
        AuthSettings auth,
        MessageSettings messages,
        LimitsSettings limits,
        HeartbeatSettings heartbeat,
        RoomSettings rooms,
        RightsSettings rights,
        DeliverySettings delivery,
        DrainSettings drain,
        @NeedsRestart AdminSettings admin,
        LoggingSettings logging,
        @NeedsRestart PluginsSettings plugins) {

    public Settings {
        // A message as large as allowed must find room in an empty outbox.
        new Constraints()
                .notAbove(
                        "messages.max-size",
                        messages.maxSize(),
                        "delivery.outbox.bytes",
                        delivery.outbox().bytes())
                .unlike(
                        !admin.enabled()
                                || listen.port() == 0
                                || listen.port() != admin.port()
                                || !overlap(listen.host(), admin.host()),
                        "admin.port",
                        "listen.port")
                .hold();
    }

    private static boolean overlap(String host, String other) {
        return host.equals(other) || isAnyAddress(host) || isAnyAddress(other);
    }

    /** Whether a host stands for all addresses of the machine. */
    public static boolean isAnyAddress(String host) {
        return host.equals("0.0.0.0") || host.equals("::");
    }
}
