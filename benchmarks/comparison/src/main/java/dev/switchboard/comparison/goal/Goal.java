// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.comparison.goal;

import dev.switchboard.comparison.result.Measure;
import dev.switchboard.comparison.result.Samples;
import dev.switchboard.comparison.result.Spread;
import dev.switchboard.comparison.scenario.Scenario;
import dev.switchboard.comparison.server.Contender;
import dev.switchboard.load.plot.Unit;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A promise that figures keep or break: something is to be at most so much.
 *
 * @param about the scenario's letter or word
 * @param what is measured, as the left side of "at most"
 */
public record Goal(
        String about,
        String what,
        double limit,
        Unit unit,
        Function<Samples, Optional<Spread>> figure) {

    /** The figure of whichever program that does no more than the machine must. */
    Optional<Spread> least(Samples samples) {
        return Stream.of(Contender.LIMIT, Contender.LIMIT_COALESCING)
                .flatMap(program -> figure.apply(samples.cast(program, Contender.SWITCH)).stream())
                .min(Comparator.comparingDouble(Spread::median));
    }

    /** One series, as it is. */
    static Goal of(
            String about,
            String what,
            double limit,
            String server,
            Scenario scenario,
            Measure measure) {
        return new Goal(
                about,
                what,
                limit,
                measure.unit(),
                samples -> samples.spread(server, scenario, measure));
    }

    /** One series in terms of another of the same rounds. */
    static Goal ratio(
            String about, String what, double limit, Samples.Of first, Samples.Of second) {
        return new Goal(about, what, limit, Unit.RATIO, samples -> samples.ratio(first, second));
    }
}
