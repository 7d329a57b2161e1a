// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.client.ClientMeters;
import dev.switchboard.server.delivery.DeliveryMeters;
import dev.switchboard.server.routing.RoutingMeters;
import dev.switchboard.server.time.VirtualTime;
import org.junit.jupiter.api.Test;

class MetricsDocumentTest {

    @Test
    void theMetricsOfEachFloorAreDescribed() {
        Meters meters = new Meters(new VirtualTime());
        ProcessMeters.register(meters);
        JvmMeters.register(meters);
        assertThat(new ClientMeters(meters)).isNotNull();
        assertThat(new DeliveryMeters(meters)).isNotNull();
        assertThat(new RoutingMeters(meters)).isNotNull();
        MetricsDocument.describesAtLeast(meters);
    }

    @Test
    void alertsLookAtMetricsThatThereAre() {
        assertThat(MetricsDocument.alertedOn()).isNotEmpty();
        assertThat(MetricsDocument.names()).containsAll(MetricsDocument.alertedOn());
    }
}
