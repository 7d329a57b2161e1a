// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.operation;

import dev.switchboard.server.admin.TopReport;
import dev.switchboard.server.time.Time;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Measures who causes the load. There is one measurement at a time, on a thread of its own; who
 * asks while it is under way gets its result. So it costs the same however many ask. Any thread.
 */
final class Top {

    private final SwitchCore core;
    private final Time time;
    private final AtomicReference<@Nullable CompletableFuture<TopReport>> underWay =
            new AtomicReference<>();

    Top(SwitchCore core, Time time) {
        this.core = core;
        this.time = time;
    }

    /** What happens from now on for so long, or in what is left of a measurement. */
    CompletionStage<TopReport> measure(Duration interval) {
        var mine = new CompletableFuture<TopReport>();
        var others = underWay.compareAndExchange(null, mine);
        if (others != null) {
            return others.minimalCompletionStage();
        }
        Thread.ofPlatform().daemon().name("switchboard-top").start(() -> complete(mine, interval));
        return mine.minimalCompletionStage();
    }

    private void complete(CompletableFuture<TopReport> mine, Duration interval) {
        try {
            var before = LoadSnapshot.take(core, time.nanos());
            Thread.sleep(interval);
            var report = Load.since(before, core, time.nanos());
            underWay.set(null);
            mine.complete(report);
        } catch (InterruptedException | RuntimeException | Error failure) {
            underWay.set(null);
            mine.completeExceptionally(failure);
        }
    }
}
