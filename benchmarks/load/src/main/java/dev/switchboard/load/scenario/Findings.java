// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.scenario;

import dev.switchboard.load.measure.ProcessSample;
import dev.switchboard.load.result.Churn;
import dev.switchboard.load.result.Connections;
import dev.switchboard.load.result.Idle;
import dev.switchboard.load.result.Latency;
import dev.switchboard.load.result.Mixed;
import dev.switchboard.load.result.Server;
import dev.switchboard.load.result.Slow;
import dev.switchboard.load.result.Storm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a scenario has found so far. Belongs to the thread that directs the session. */
final class Findings {
    final List<String> remarks = new ArrayList<>();
    Optional<ProcessSample> before = Optional.empty();
    Optional<ProcessSample> connected = Optional.empty();
    Optional<ProcessSample> after = Optional.empty();
    @Nullable Measured measured;
    @Nullable Connections connections;

    /** Instead of the deliveries', where something else was timed. */
    @Nullable Latency latency;

    @Nullable Slow slow;
    @Nullable Storm storm;
    @Nullable Churn churn;
    @Nullable Idle idle;
    @Nullable Mixed mixed;

    /** What the server's CPU is divided by. */
    long units;

    @Nullable Server server(long pid, long opened) {
        Measured window = measured;
        if (before.isEmpty() || connected.isEmpty() || after.isEmpty() || window == null) {
            return null;
        }
        long resident = connected.get().resident() - before.get().resident();
        return new Server(
                pid,
                window.serverUser(),
                window.serverSystem(),
                (window.serverUser() + window.serverSystem()) / window.seconds() * 100,
                window.serverMicroseconds(units),
                new Server.Resident(
                        before.get().resident(),
                        connected.get().resident(),
                        after.get().resident(),
                        after.get().peak()),
                after.get().threads(),
                opened == 0 ? 0 : (double) resident / opened);
    }
}
