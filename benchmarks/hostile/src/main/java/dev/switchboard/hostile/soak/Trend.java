// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.soak;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Whether something grows: a straight line through samples, by least squares.
 *
 * @param mean of all values
 * @param slope by which they grow each second
 * @param error the standard error of the slope
 * @param seconds from the first sample to the last
 */
record Trend(double mean, double slope, double error, double seconds) {
    /** What is less than that of the mean, over the whole time, is not called growth. */
    private static final double LITTLE = 0.1;

    /** A slope of less than so many standard errors may be chance. */
    private static final double CHANCE = 2;

    /** Two points always make a line, and three hardly show its error. */
    static final int LEAST = 5;

    /** At least {@link #LEAST} samples. */
    static Trend of(List<Sample> samples, ToDoubleFunction<Sample> figure) {
        int count = samples.size();
        double time = samples.stream().mapToDouble(Sample::seconds).average().orElseThrow();
        double mean = samples.stream().mapToDouble(figure).average().orElseThrow();
        double squares = 0;
        double products = 0;
        for (Sample sample : samples) {
            double off = sample.seconds() - time;
            squares += off * off;
            products += off * (figure.applyAsDouble(sample) - mean);
        }
        double slope = products / squares;
        double residues = 0;
        for (Sample sample : samples) {
            double line = mean + slope * (sample.seconds() - time);
            residues += Math.pow(figure.applyAsDouble(sample) - line, 2);
        }
        double error = Math.sqrt(residues / (count - 2) / squares);
        double seconds = samples.getLast().seconds() - samples.getFirst().seconds();
        return new Trend(mean, slope, error, seconds);
    }

    /** By how much the line rises over the whole time. */
    double growth() {
        return slope * seconds;
    }

    boolean isGrowing() {
        return growth() >= LITTLE * mean && slope >= CHANCE * error;
    }
}
