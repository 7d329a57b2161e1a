// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.switchboard.server.config.Configuration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds the table of limits in {@code docs/METRICS.md} against the settings there are. */
class LimitsOnMetricsTest {

    /** Settings that are a number, a size, a rate, a duration or empty, and limit nobody. */
    private static final Set<String> NO_LIMITS =
            Set.of(
                    "admin.port",
                    "admin.stuck-after",
                    "auth.expiry-notice",
                    "auth.query-parameter",
                    "admin.tls.certificate",
                    "admin.tls.client-ca",
                    "admin.tls.key",
                    "admin.tls.keystore",
                    "admin.tls.password",
                    "delivery.coalesce",
                    "delivery.compression.level",
                    "delivery.compression.min-size",
                    "delivery.lanes",
                    "drain.notice",
                    "drain.return-window",
                    "drain.window",
                    "gate.user-header",
                    "gate.per-address.ipv6-prefix",
                    "listen.max-threads",
                    "listen.port",
                    "listen.selectors",
                    "listen.tls.certificate",
                    "listen.tls.client-ca",
                    "listen.tls.key",
                    "listen.tls.keystore",
                    "listen.tls.password",
                    "logging.audit-file",
                    "logging.file",
                    "logging.rotation.keep",
                    "logging.rotation.max-size",
                    "plugins.drain-timeout",
                    "plugins.start-timeout");

    private static final Pattern NUMBER = Pattern.compile("|\\d+( ?[A-Za-z]+)?|\\d+/.+");

    @Test
    void eachLimitIsInTheTableWithAMetricThatThereIs() {
        Set<String> limits = limits();
        limits.removeAll(NO_LIMITS);
        assertThat(MetricsDocument.limits()).containsExactlyInAnyOrderElementsOf(limits);
        assertThat(MetricsDocument.names()).containsAll(MetricsDocument.metricsOfLimits());
        assertThat(MetricsDocument.unmeasured())
                .as("the kernel's")
                .containsExactly("listen.backlog");
    }

    private static Set<String> limits() {
        return ConfigFactory.parseResources(Configuration.class, "reference.conf")
                .entrySet()
                .stream()
                .filter(entry -> NUMBER.matcher(entry.getValue().unwrapped().toString()).matches())
                .map(entry -> entry.getKey())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
