// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.scenario;

import dev.switchboard.load.client.Clock;
import dev.switchboard.load.measure.Latencies;
import dev.switchboard.load.measure.ProcessSample;
import dev.switchboard.load.result.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A run in slices. */
final class Timeline {
    private record Slice(Sample begin, Sample end, @Nullable Double p50, @Nullable Double p99) {
        Moment moment(long zero) {
            double seconds = (double) (end.time() - begin.time()) / Clock.SECOND;
            long messages = end.tally().received() - begin.tally().received();
            Optional<Double> cpu =
                    end.server()
                            .flatMap(to ->
                                    begin.server().map(from -> (to.cpu() - from.cpu()) / seconds));
            return new Moment(
                    (double) (end.time() - zero) / Clock.SECOND,
                    messages,
                    messages / seconds,
                    end.open(),
                    p50,
                    p99,
                    cpu.map(share -> share * 100).orElse(null),
                    end.server().map(ProcessSample::resident).orElse(null));
        }
    }

    private final List<Slice> slices = new ArrayList<>();

    void add(Sample begin, Sample end, Latencies latencies) {
        boolean isEmpty = latencies.isEmpty();
        slices.add(
                new Slice(
                        begin,
                        end,
                        isEmpty ? null : latencies.at(50),
                        isEmpty ? null : latencies.at(99)));
    }

    /** The server's memory at most, between two moments; null if it is not known. */
    @Nullable Long mostResident(long from, long to) {
        return slices.stream()
                .filter(slice -> slice.end.time() > from && slice.end.time() <= to)
                .flatMap(slice -> slice.end.server().stream())
                .map(ProcessSample::resident)
                .max(Long::compare)
                .orElse(null);
    }

    /** Seconds count from zero. */
    List<Moment> moments(long zero) {
        return slices.stream().map(slice -> slice.moment(zero)).toList();
    }
}
