// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.admin;

import com.codahale.metrics.health.HealthCheck;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;

/** A health check that finds platform threads that wait for each other for ever. */
public final class Deadlocks extends HealthCheck {

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    @Override
    protected Result check() {
        long[] stuck = threads.findDeadlockedThreads();
        if (stuck == null) {
            return Result.healthy();
        }
        String names =
                Arrays.stream(threads.getThreadInfo(stuck))
                        .filter(Objects::nonNull)
                        .map(ThreadInfo::getThreadName)
                        .sorted()
                        .collect(Collectors.joining(", "));
        return Result.unhealthy("%s wait for each other", names);
    }
}
