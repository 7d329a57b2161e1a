// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config.value;

import dev.switchboard.server.text.Spelling;
import java.util.Arrays;
import java.util.List;

/** A limit that can be tried before it holds; each is called like the setting that it is. */
public enum Limit {
    MESSAGES("messages.rate"),
    BYTES("messages.bytes-per-second"),
    MESSAGES_OF_USER("messages.per-user.rate"),
    BYTES_OF_USER("messages.per-user.bytes-per-second"),
    CONTROL_FRAMES("messages.control-frames"),
    CONNECTIONS("gate.max-connections"),
    CONNECTIONS_OF_ADDRESS("gate.per-address.connections"),
    /** Sockets and requests, too. */
    NEW_CONNECTIONS_OF_ADDRESS("gate.per-address.new-connections"),
    CONNECTIONS_OF_USER("gate.per-user.connections"),
    DELIVERIES_OF_CLIENT("delivery.limits.per-client"),
    DELIVERIES_OF_USER("delivery.limits.per-user"),
    DELIVERIES_OF_ADDRESS("delivery.limits.per-address"),
    DELIVERIES_TO_EVERYONE("delivery.limits.everyone"),
    DELIVERIES_OF_KIND("delivery.limits.kinds"),
    DELIVERIES_RECEIVED("delivery.limits.received");

    private final String key;

    Limit(String key) {
        this.key = key;
    }

    /** Reads what a person wrote. */
    public static Limit parse(String text) {
        return Arrays.stream(values())
                .filter(limit -> limit.key.equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(unknown(text)));
    }

    private static String unknown(String text) {
        return "no limit that can be tried%s; there are %s"
                .formatted(Spelling.advice(text, keys()), String.join(", ", keys()));
    }

    /** The keys of all. */
    public static List<String> keys() {
        return Arrays.stream(values()).map(Limit::toString).toList();
    }

    /** The key of the setting. */
    @Override
    public String toString() {
        return key;
    }
}
