// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.Layout;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/** A line to be logged in a test, as the switch would see it. */
final class Line {

    private static final Logger LOGGER =
            new LoggerContext().getLogger("dev.switchboard.server.transport.Gate");

    private final LoggingEvent event;

    Line(String message) {
        this(message, null);
    }

    Line(String message, @Nullable Throwable thrown) {
        event = new LoggingEvent("", LOGGER, Level.INFO, message, thrown, new Object[0]);
        event.setInstant(Instant.parse("2025-01-02T03:04:05.678912Z"));
        event.setThreadName("main");
    }

    Line with(String key, @Nullable Object value) {
        event.addKeyValuePair(new KeyValuePair(key, value));
        return this;
    }

    ILoggingEvent event() {
        return event;
    }

    /** As a queue takes it and a layout writes it. */
    String by(Layout<ILoggingEvent> layout) {
        event.setKeyValuePairs(Fields.taken(event));
        return new String(Logs.utf8(layout).encode(event), StandardCharsets.UTF_8);
    }
}
