// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.plugin;

import dev.switchboard.api.Hub;
import dev.switchboard.server.codec.Shapes;
import dev.switchboard.server.config.Configuration;
import dev.switchboard.server.metrics.Meters;
import dev.switchboard.server.time.Time;
import java.nio.file.Path;
import java.util.concurrent.Executor;

/**
 * What the switch lends to its plugins.
 *
 * @param home where relative paths of the configuration begin
 * @param tasks runs what plugins have scheduled; each task may block
 */
public record Host(
        Hub hub,
        Shapes shapes,
        Configuration configuration,
        Meters meters,
        Time time,
        Path home,
        Executor tasks) {

    /** A host whose plugins run their tasks on virtual threads. */
    public Host(
            Hub hub,
            Shapes shapes,
            Configuration configuration,
            Meters meters,
            Time time,
            Path home) {
        this(hub, shapes, configuration, meters, time, home, Thread::startVirtualThread);
    }
}
