// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.support.Await;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A user who sends more by several connections than it may, against a switch that listens. */
class UserRateOnTheWireTest extends LoginOnTheWire {

    private static final String ANN = "Authorization: Bearer ann";
    private static final String LIMIT = "messages.per-user.rate = 2/s\n";

    private long limited() {
        return running.count("switchboard_rate_limited_total{scope=user_messages}");
    }

    private double held() {
        return running.gauge("switchboard_held_clients{reason=rate}");
    }

    @Test
    void whoeverOfThemSendsTheNextIsNotReadForAWhile() throws Exception {
        start(QUIET + LIMIT);
        try (var first = open(ANN);
                var second = RawClient.open(running.port(), "/raw", ANN);
                var bob = open("Authorization: Bearer bob")) {
            for (int n = 0; n < 4; n++) {
                assertThat(user(first)).isEqualTo("ann");
            }
            echo(second, "the fifth");
            Await.until(() -> limited() == 1 && held() == 1);
            second.send(ClientFrame.text("the sixth"));
            assertThat(user(bob)).as("another user").isEqualTo("bob");
            assertThat(held()).isEqualTo(1);
            time.advance(Duration.ofMillis(500));
            second.expectText("the sixth");
            Await.until(() -> limited() == 2);
        }
    }

    @Test
    void aLoginMakesItTheUsersToo() throws Exception {
        start(QUIET + LIMIT);
        try (var client = open()) {
            for (int n = 0; n < 10; n++) {
                assertThat(user(client)).isEmpty();
            }
            auth(client, "ann");
            assertThat(client.next().text()).startsWith(OK);
            for (int n = 0; n < 5; n++) { // the login itself may count or not
                say(client, "{\"msg_type\":\"hello\"}");
            }
            Await.until(() -> limited() >= 1 && held() == 1);
        }
    }

    private static void echo(RawClient client, String text) throws IOException {
        client.send(ClientFrame.text(text));
        client.expectText(text);
    }
}
