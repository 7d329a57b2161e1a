// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config;

import dev.switchboard.server.config.binding.Constraints;
import dev.switchboard.server.config.value.ByteSize;
import dev.switchboard.server.config.value.Rate;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How clients say who they are, and for how long that is believed. {@code reference.conf} explains
 * each key.
 */
public record AuthSettings(
        boolean required,
        Duration deadline,
        int messagesBefore,
        ByteSize maxToken,
        Optional<String> queryParameter,
        Duration expiryNotice,
        Duration maxLife,
        Rate failuresPerAddress) {

    private static final Pattern PARAMETER = Pattern.compile("[A-Za-z0-9_.-]{1,32}");

    public AuthSettings {
        var constraints =
                new Constraints()
                        .between(
                                "deadline", deadline, Duration.ofMillis(100), Duration.ofMinutes(5))
                        .between("messages-before", messagesBefore, 1, 1000)
                        .between(
                                "expiry-notice",
                                expiryNotice,
                                Duration.ZERO,
                                Duration.ofMinutes(10))
                        .between("max-life", maxLife, Duration.ofSeconds(1), Duration.ofDays(400))
                        .atLeast("failures-per-address", failuresPerAddress.count(), 1L);
        queryParameter.ifPresent(name ->
                constraints.require(
                        PARAMETER.matcher(name).matches(),
                        "query-parameter",
                        "not the name of a parameter; try token"));
        constraints.hold();
    }
}
