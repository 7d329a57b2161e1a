// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.cli;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/**
 * How many files this process may open; each connection is one.
 *
 * @param most the limit
 */
public record OpenFiles(long most) {
    /** Jars, logs, selectors, the admin's own connections. */
    private static final int BESIDE_CONNECTIONS = 300;

    public static OpenFiles ofThisProcess() {
        return ManagementFactory.getOperatingSystemMXBean()
                        instanceof UnixOperatingSystemMXBean unix
                ? new OpenFiles(unix.getMaxFileDescriptorCount())
                : new OpenFiles(Long.MAX_VALUE);
    }

    /** What to tell the operator if so many connections do not fit. */
    public Optional<String> warning(int connections) {
        long needed = (long) connections + BESIDE_CONNECTIONS;
        return most >= needed
                ? Optional.empty()
                : Optional.of(
                        ("gate.max-connections = %d needs %d open files, but this process may open %d:"
                                        + " clients beyond that will not get in. Raise the limit"
                                        + " (ulimit -n, or LimitNOFILE= in systemd), or lower"
                                        + " gate.max-connections")
                                .formatted(connections, needed, most));
    }
}
