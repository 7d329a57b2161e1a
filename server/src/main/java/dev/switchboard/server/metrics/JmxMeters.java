// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.metrics;

import com.codahale.metrics.jmx.JmxReporter;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/**
 * Shows all meters in JMX, under names such as {@code
 * switchboard:name=switchboard_refusals_total,reason=full}. Times are in seconds. Quantiles cover
 * the last one to two minutes.
 */
public final class JmxMeters implements AutoCloseable {

    private static final Pattern LABELLED = Pattern.compile("(?s)([^{]+)\\{([^=]+)=(.*)}");

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

    private static ObjectName name(String domain, String series) {
        Matcher labelled = LABELLED.matcher(series);
        String name =
                labelled.matches()
                        ? "%s,%s=%s"
                                .formatted(
                                        labelled.group(1),
                                        key(labelled.group(2)),
                                        quoted(labelled.group(3)))
                        : series;
        try {
            return new ObjectName(domain + ":name=" + name);
        } catch (MalformedObjectNameException e) {
            throw new IllegalArgumentException("cannot show in JMX: " + series, e);
        }
    }

    /** The series has its own name under {@code name} already. */
    private static String key(String label) {
        return label.equals("name") ? "label" : label;
    }

    private static String quoted(String value) {
        return value.matches("[A-Za-z0-9_.-]+") ? value : ObjectName.quote(value);
    }
}
