// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.time.VirtualTime;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** {@link ProcessMeters} and {@link JvmMeters}. */
class SystemMetersTest {

    private final Meters meters = new Meters(new VirtualTime());

    @Test
    void everyReadingIsANumber() {
        ProcessMeters.register(meters);
        JvmMeters.register(meters);
        assertThat(values())
                .hasSizeGreaterThan(15)
                .allSatisfy((name, value) -> assertThat(value).as(name).isNotNaN());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theProcessIsSeenFromOutside() {
        ProcessMeters.register(meters);
        assertThat(values().get("switchboard_process_open_fds")).isGreaterThan(3);
        assertThat(values().get("switchboard_process_max_fds")).isGreaterThan(3);
        assertThat(values().get("switchboard_process_cpu_seconds_total")).isPositive();
        assertThat(values().get("switchboard_process_resident_memory_bytes"))
                .isBetween(10e6, 100e9);
        assertThat(values().get("switchboard_process_start_time_seconds")).isGreaterThan(1.7e9);
    }

    @Test
    void memoryAndItsCollectionAreSeenFromInside() {
        JvmMeters.register(meters);
        assertThat(values().get("switchboard_jvm_heap_used_bytes")).isPositive();
        assertThat(values().get("switchboard_jvm_threads")).isPositive();
        System.gc();
        assertThat(values().entrySet())
                .anyMatch(reading ->
                        reading.getKey().startsWith("switchboard_jvm_gc_total{collector=")
                                && reading.getValue() > 0)
                .anyMatch(reading ->
                        reading.getKey().startsWith("switchboard_jvm_pool_live_bytes{pool=")
                                && reading.getValue() > 0);
    }

    private Map<String, Double> values() {
        Map<String, Double> values = new TreeMap<>();
        meters.registry()
                .getMetrics()
                .forEach((name, metric) -> values.put(name, ((Reading) metric).getValue()));
        return values;
    }
}
