// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.metrics;

import com.codahale.metrics.jmx.JmxReporter;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/**
 * Shows all meters in JMX, under names such as {@code
 * switchboard:name=switchboard_refusals_total,reason=full}. Times are in seconds. Quantiles cover
 * the last one to two minutes.
 */
public final class JmxMeters implements AutoCloseable {

    private final JmxReporter reporter;

    /** Registers those that are there and, from then on, those that come. */
    public JmxMeters(Meters meters, MBeanServer server) {
        reporter =
                JmxReporter.forRegistry(meters.registry())
                        .registerWith(server)
                        .inDomain("switchboard")
                        .convertDurationsTo(TimeUnit.SECONDS)
                        .convertRatesTo(TimeUnit.SECONDS)
                        .createsObjectNamesWith((type, domain, name) -> name(domain, name))
                        .build();
        reporter.start();
    }

    @Override
    public void close() {
        reporter.close();
    }

    /** Takes {@code family{label=value}} apart. */
    private static ObjectName name(String domain, String series) {
        int brace = series.indexOf('{');
        String name = domain + ":name=" + series;
        if (brace >= 0) {
            int equals = series.indexOf('=', brace);
            String label = series.substring(brace + 1, equals);
            String value = series.substring(equals + 1, series.length() - 1);
            name =
                    domain
                            + ":name="
                            + series.substring(0, brace)
                            + ","
                            + label
                            + "="
                            + quoted(value);
        }
        try {
            return new ObjectName(name);
        } catch (MalformedObjectNameException e) {
            throw new IllegalArgumentException("cannot show in JMX: " + series, e);
        }
    }

    private static String quoted(String value) {
        return value.matches("[A-Za-z0-9_.-]+") ? value : ObjectName.quote(value);
    }
}
