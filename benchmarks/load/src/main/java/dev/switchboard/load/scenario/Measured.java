// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.scenario;

import dev.switchboard.load.check.Tally;
import dev.switchboard.load.client.Clock;
import dev.switchboard.load.client.Traffic;
import dev.switchboard.load.measure.Latencies;
import dev.switchboard.load.measure.ProcessSample;
import dev.switchboard.load.result.Generator;
import dev.switchboard.load.result.Window;

/**
 * What happened between two moments. The latencies also hold what was sent within and came later.
 */
record Measured(Sample begin, Sample end, Latencies corrected, Latencies uncorrected) {
    private static final double NEARLY_ALL = 90;

    double seconds() {
        return Math.max(1e-9, (double) (end.time() - begin.time()) / Clock.SECOND);
    }

    /** Messages received. */
    long messages() {
        return end.tally().received() - begin.tally().received();
    }

    long cycles() {
        return end.tally().cycles - begin.tally().cycles;
    }

    Window window() {
        Tally from = begin.tally();
        Tally to = end.tally();
        Traffic traffic = end.traffic().minus(begin.traffic());
        return new Window(
                seconds(),
                messages(),
                messages() / seconds(),
                (to.sent - from.sent) / seconds(),
                traffic.reads() == 0 ? 0 : (double) traffic.messages() / traffic.reads(),
                traffic.bytes() / seconds());
    }

    double serverUser() {
        return end.server().map(ProcessSample::user).orElse(0.0)
                - begin.server().map(ProcessSample::user).orElse(0.0);
    }

    double serverSystem() {
        return end.server().map(ProcessSample::system).orElse(0.0)
                - begin.server().map(ProcessSample::system).orElse(0.0);
    }

    /** The server's microseconds for each of so many. */
    double serverMicroseconds(long count) {
        return count == 0 ? 0 : (serverUser() + serverSystem()) * 1e6 / count;
    }

    Generator generator() {
        double own = end.generator() - begin.generator();
        double others = end.machine() - begin.machine() - own - serverUser() - serverSystem();
        double busiest = (end.busiest() - begin.busiest()) / seconds() * 100;
        return new Generator(
                own / seconds() * 100, busiest > NEARLY_ALL, Math.max(0, others / seconds() * 100));
    }
}
