// SPDX-License-Identifier: Apache-2.0

/**
 * What the switch counts and measures.
 *
 * <p>{@link dev.switchboard.server.metrics.Meters} hands out Dropwizard counters, gauges,
 * histograms and timers, each in a named family with a line of help and at most one label whose
 * values are bounded, whatever clients send. {@link dev.switchboard.server.metrics.PrometheusText}
 * shows them to Prometheus, {@link dev.switchboard.server.metrics.JmxMeters} to JMX. {@code
 * docs/METRICS.md} explains each.
 */
@NullMarked
package dev.switchboard.server.metrics;

import org.jspecify.annotations.NullMarked;
