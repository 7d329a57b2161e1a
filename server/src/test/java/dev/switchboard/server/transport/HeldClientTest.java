// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.api.Kind;
import dev.switchboard.server.RunningSwitch;
import dev.switchboard.server.time.VirtualTime;
import dev.switchboard.support.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A client that keeps its rate while it is not read. */
class HeldClientTest {

    @Kind("work")
    record Work() {}

    @Kind("wait")
    record Wait() {}

    private final CountDownLatch isAtWork = new CountDownLatch(1);
    private final CountDownLatch mayGoOn = new CountDownLatch(1);
    private final AtomicInteger worked = new AtomicInteger();
    private final VirtualTime time = new VirtualTime();

    @Test
    void whatItSentMeanwhileIsNotRefused() throws Exception {
        try (var running =
                        RunningSwitch.with(
                                """
                                listen.selectors = 1
                                messages { rate = 5/s, burst = 5, handler-deadline = 1h }
                                heartbeat { interval = 1h, timeout = 1h }
                                """,
                                context ->
                                        context.onInline(
                                                        Work.class,
                                                        (work, sender) -> worked.incrementAndGet())
                                                .on(Wait.class, (wait, sender) -> waitForTheTest()),
                                time);
                var other = RawClient.open(running.port(), "/ws");
                var client = RawClient.open(running.port(), "/ws")) {
            client.send(ClientFrame.text("{\"msg_type\":\"wait\"}"));
            isAtWork.await();
            // Whoever reads from this one as well has stopped to read from the other.
            other.send(ClientFrame.text("{\"msg_type\":\"hello\"}"));
            assertThat(other.next().text()).contains("hello");
            time.advance(Duration.ofSeconds(10));
            var sent = new ArrayList<byte[]>();
            for (int n = 0; n < 50; n++) {
                sent.add(ClientFrame.text("{\"msg_type\":\"work\"}"));
            }
            client.send(sent.toArray(byte[][]::new));
            mayGoOn.countDown();

            Await.until(() -> worked.get() == 50);
        }
    }

    private void waitForTheTest() throws InterruptedException {
        isAtWork.countDown();
        mayGoOn.await();
    }
}
