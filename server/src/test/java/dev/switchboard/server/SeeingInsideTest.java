// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.health.HealthCheck.Result;
import dev.switchboard.server.admin.WebSocketRoundTrip;
import dev.switchboard.server.config.Configuration;
import dev.switchboard.server.config.LiveSettings;
import dev.switchboard.server.metrics.MetricsDocument;
import dev.switchboard.server.metrics.ProcessMeters;
import dev.switchboard.server.metrics.PrometheusText;
import dev.switchboard.server.operation.Switchboard;
import dev.switchboard.server.time.SystemTime;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator sees of a running switch. */
class SeeingInsideTest {

    @TempDir private Path home;

    private SystemTime time;
    private Switchboard switchboard;

    @BeforeEach
    void start() throws Exception {
        time = new SystemTime();
        var settings =
                new LiveSettings(
                        Configuration.of(
                                "listen { host = 127.0.0.1, port = 0 }, gate.max-connections = 1"));
        switchboard = SwitchboardModule.assemble(settings, home::resolve, time);
        switchboard.start();
    }

    @AfterEach
    void close() {
        switchboard.close();
        time.close();
    }

    @Test
    void everyMetricIsDescribedAndEveryDescribedOneIsThere() {
        ProcessMeters.registerLogs(switchboard.meters(), () -> 0, () -> 0);
        ProcessMeters.registerStuck(switchboard.meters(), () -> 0);
        MetricsDocument.describesExactly(switchboard.meters());
        MetricsDocument.describesAllAlertedOn();
    }

    @Test
    void theHealthCheckGetsInWhenTheSwitchIsFullAndIsNotCounted() throws Exception {
        var client = new Peer(switchboard.port(), "/ws");
        assertThat(roundTrip().isHealthy()).isTrue();
        assertThat(roundTrip().isHealthy()).isTrue();
        assertThat(PrometheusText.of(switchboard.meters()))
                .contains("\nswitchboard_connections_total 1\n")
                .contains("\nswitchboard_closes_total{code=\"normal\"} 0\n");
        client.socket.abort();
    }

    @Test
    void theHealthCheckFailsWhenTheSwitchIsGone() {
        switchboard.close();
        assertThat(roundTrip().isHealthy()).isFalse();
    }

    private Result roundTrip() {
        URI address = URI.create("ws://127.0.0.1:" + switchboard.port() + "/ws");
        return new WebSocketRoundTrip(
                        () -> address, switchboard.tls()::toItself, switchboard.probe(), time)
                .execute();
    }
}
