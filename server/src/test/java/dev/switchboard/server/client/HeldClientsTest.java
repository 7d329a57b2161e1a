// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.delivery.DeliveryFloor;
import dev.switchboard.server.delivery.Hold;
import dev.switchboard.server.metrics.PrometheusText;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an operator sees of clients that are held. */
class HeldClientsTest {

    private final ClientFloor floor = new ClientFloor("messages.max-size = 64 KiB");

    @AfterEach
    void close() {
        floor.close();
    }

    @Test
    void aClientInDebtIsSeenUntilItHasRepaid() {
        var client = floor.connect();
        floor.link(client).block();
        client.reply(DeliveryFloor.text("x", 4096));
        floor.delivery.settle(); // it is with the socket, which is not owed; all others wait
        for (int n = 0; n < 50; n++) {
            client.reply(DeliveryFloor.text("x", 4096));
        }
        floor.delivery.settle();
        assertThat(held("debt")).isOne();
        assertThat(begun("debt")).isOne();
        floor.link(client).open();
        floor.delivery.settle();
        floor.time.advance(Duration.ofSeconds(1));
        assertThat(held("debt")).isZero();
        assertThat(begun("debt")).isOne();
    }

    @Test
    void aClientThatIsTooFastIsSeenWhileItIsNotRead() {
        var client = floor.connect();
        client.pause(Duration.ofSeconds(2).toNanos());
        assertThat(held("rate")).isOne();
        assertThat(begun("rate")).isOne();
        floor.time.advance(Duration.ofSeconds(3));
        assertThat(held("rate")).isZero();
    }

    @Test
    void aCallIsSeenAndNotCounted() {
        var one = floor.connect();
        var other = floor.connect();
        one.readGate().hold(Hold.CALL);
        other.readGate().hold(Hold.CALL);
        assertThat(held("call")).isEqualTo(2);
        floor.lose(other);
        floor.time.advance(Duration.ofSeconds(1));
        assertThat(held("call")).isOne();
        assertThat(metrics()).doesNotContain("switchboard_holds_total{reason=\"call\"}");
    }

    private int held(String reason) {
        return value("switchboard_held_clients{reason=\"" + reason + "\"} ");
    }

    private int begun(String reason) {
        return value("switchboard_holds_total{reason=\"" + reason + "\"} ");
    }

    private int value(String series) {
        return metrics()
                .lines()
                .filter(line -> line.startsWith(series))
                .map(line -> Integer.valueOf(line.substring(series.length())))
                .findFirst()
                .orElseThrow();
    }

    private String metrics() {
        return PrometheusText.of(floor.delivery.meters);
    }
}
