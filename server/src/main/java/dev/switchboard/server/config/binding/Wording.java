// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config.binding;

import dev.switchboard.server.config.value.Span;
import java.time.Duration;

/** How a bound value is written for a person: the way it would stand in a file. */
public final class Wording {
    private Wording() {}

    public static String print(Object value) {
        return switch (value) {
            case Duration duration -> Span.print(duration);
            case Enum<?> constant -> Key.of(constant);
            default -> value.toString();
        };
    }
}
