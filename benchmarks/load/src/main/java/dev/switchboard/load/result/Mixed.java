// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.result;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Several kinds of clients at once; each part by itself. */
public record Mixed(List<Part> parts) {

    /** What one kind of clients saw; latency in microseconds. */
    public record Part(
            String name,
            long connections,
            long messages,
            double messagesPerSecond,
            @Key("latency_us") @Nullable Latency latency) {}
}
