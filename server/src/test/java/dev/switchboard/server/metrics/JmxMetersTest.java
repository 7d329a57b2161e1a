// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.time.VirtualTime;
import java.time.Duration;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

class JmxMetersTest {

    private final MBeanServer server = MBeanServerFactory.newMBeanServer();
    private final Meters meters = new Meters(new VirtualTime());

    @Test
    void labelsAreKeysOfTheName() throws Exception {
        try (JmxMeters jmx = new JmxMeters(meters, server)) {
            meters.counter("r_total", "R.", Label.upTo(9, "reason")).of("full").inc(4);
            meters.counter("r_total", "R.", Label.upTo(9, "reason")).of("odd,=*").inc(5);
            assertThat(count("switchboard:name=r_total,reason=full")).isEqualTo(4L);
            assertThat(count("switchboard:name=r_total,reason=\"odd,=\\*\"")).isEqualTo(5L);
            meters.counter("s_total", "S.", Label.upTo(9, "name")).of("x").inc(6);
            assertThat(count("switchboard:name=s_total,label=x")).isEqualTo(6L);
            assertThat(jmx).isNotNull();
        }
        assertThat(server.queryNames(new ObjectName("switchboard:*"), null)).isEmpty();
    }

    @Test
    void timesAreInSeconds() throws Exception {
        meters.timer("t_seconds", "T.").update(Duration.ofSeconds(4));
        try (JmxMeters jmx = new JmxMeters(meters, server)) {
            ObjectName timer = new ObjectName("switchboard:name=t_seconds");
            assertThat((double) server.getAttribute(timer, "Max")).isBetween(4.0, 4.5);
            assertThat(server.getAttribute(timer, "DurationUnit")).isEqualTo("seconds");
            assertThat(jmx).isNotNull();
        }
    }

    private Object count(String name) throws Exception {
        return server.getAttribute(new ObjectName(name), "Count");
    }
}
