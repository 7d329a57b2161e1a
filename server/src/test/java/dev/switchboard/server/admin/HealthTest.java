// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.health.HealthCheck;
import com.codahale.metrics.health.HealthCheckRegistry;
import dev.switchboard.server.time.VirtualTime;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealthTest {

    private final VirtualTime time = new VirtualTime();
    private final HealthCheckRegistry checks = new HealthCheckRegistry();
    private final Health health = new Health(checks, time, Duration.ofSeconds(20));

    @AfterEach
    void close() {
        health.close();
        checks.shutdown();
    }

    @Test
    void isWellWhenAllChecksAre() {
        register("a", HealthCheck.Result::healthy);
        register("b", () -> HealthCheck.Result.builder().healthy().withDetail("hops", 2).build());
        assertThat(health.report().healthy()).isTrue();
        assertThat(JsonPage.of(health.report().asMap()).replaceAll("\\d+", "0"))
                .isEqualTo(
                        """
                        {
                          "healthy" : true,
                          "checks" : {
                            "a" : {
                              "healthy" : true,
                              "milliseconds" : 0
                            },
                            "b" : {
                              "healthy" : true,
                              "milliseconds" : 0,
                              "hops" : 0
                            }
                          }
                        }
                        """);
    }

    @Test
    void isUnwellWhenOneCheckIs() {
        register("a", HealthCheck.Result::healthy);
        register("b", () -> HealthCheck.Result.unhealthy("disk full"));
        assertThat(health.report().healthy()).isFalse();
        assertThat(JsonPage.of(health.report().asMap())).contains("\"message\" : \"disk full\"");
    }

    @Test
    void aCheckThatFailsIsUnwellAndSpoilsNoOther() {
        register("a", HealthCheck.Result::healthy);
        register(
                "b",
                () -> {
                    throw new NoClassDefFoundError("on purpose");
                });
        assertThat(health.report().results().get("a").isHealthy()).isTrue();
        assertThat(health.report().results().get("b").isHealthy()).isFalse();
    }

    @Test
    void aCheckThatHangsIsUnwellAfterAWhile() {
        register("a", HealthCheck.Result::healthy);
        register(
                "b",
                () -> {
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return HealthCheck.Result.healthy();
                });
        try (var impatient = new Health(checks, time, Duration.ofSeconds(2))) {
            var report = impatient.report();
            assertThat(report.results().get("a").isHealthy()).isTrue();
            assertThat(report.results().get("b").getMessage())
                    .isEqualTo("no answer within 2000 ms");
        }
    }

    @Test
    void askingOftenRunsTheChecksOnceASecond() {
        AtomicInteger runs = new AtomicInteger();
        register(
                "a",
                () -> {
                    runs.incrementAndGet();
                    return HealthCheck.Result.healthy();
                });
        for (int i = 0; i < 100; i++) {
            health.report();
            time.advance(Duration.ofMillis(9));
        }
        assertThat(runs).hasValue(1);
        time.advance(Duration.ofMillis(100));
        health.report();
        assertThat(runs).hasValue(2);
    }

    private void register(String name, Supplier<HealthCheck.Result> check) {
        checks.register(
                name,
                new HealthCheck() {
                    @Override
                    protected Result check() {
                        return check.get();
                    }
                });
    }
}
