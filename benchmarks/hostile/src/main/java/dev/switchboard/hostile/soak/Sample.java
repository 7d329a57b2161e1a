// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.soak;

import dev.switchboard.hostile.server.Metrics;
import dev.switchboard.hostile.server.TargetSwitch;
import dev.switchboard.load.measure.ProcessSample;
import java.io.IOException;

/**
 * What a switch holds at one moment.
 *
 * @param seconds since the soak began
 * @param live bytes of heap that were left by a full collection
 * @param resident bytes
 * @param files descriptors that are open
 * @param threads of the whole process, those of Java itself included
 * @param log bytes written until now
 */
record Sample(
        double seconds,
        long live,
        long resident,
        long files,
        long threads,
        long log,
        long connections) {

    /** Collects its garbage first: otherwise nobody knows what the heap really holds. */
    static Sample of(TargetSwitch target, double seconds) throws IOException {
        long live = target.live();
        Metrics metrics = target.admin().metrics();
        ProcessSample process =
                ProcessSample.of(target.pid())
                        .orElseThrow(() -> new IOException("the switch is gone"));
        return new Sample(
                seconds,
                live,
                process.resident(),
                metrics.figure("switchboard_process_open_fds"),
                process.threads(),
                target.logBytes(),
                metrics.figure("switchboard_connections"));
    }
}
