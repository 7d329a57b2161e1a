// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.RunningSwitch;
import dev.switchboard.server.client.Admission;
import dev.switchboard.support.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Those inside, while many others come in at the same moment. */
class ManyNewcomersTest {

    private static final int NEWCOMERS = 100;

    private final CountDownLatch isBusy = new CountDownLatch(1);
    private final CountDownLatch mayGoOn = new CountDownLatch(1);
    private final AtomicInteger admitted = new AtomicInteger();

    /** How many had come in when the message of the one inside was read. */
    private final AtomicInteger admittedBefore = new AtomicInteger(-1);

    @Test
    void whoIsInsideIsReadBetweenThem() throws Exception {
        List<RawClient> newcomers = new ArrayList<>();
        try (var running =
                        RunningSwitch.with(
                                "listen.selectors = 1, gate.per-address.new-connections = 1000/s",
                                context ->
                                        context.endpoint(
                                                "/inside",
                                                (message, sender) -> heard(message.bytes())));
                var inside = RawClient.open(running.port(), "/inside")) {
            running.identifyBy(_ -> newcomer(inside));
            inside.send(ClientFrame.text("wait"));
            isBusy.await();
            for (int n = 0; n < NEWCOMERS; n++) { // while nobody accepts them
                var newcomer = RawClient.connect(running.port());
                newcomers.add(newcomer);
                newcomer.send(RawClient.handshake("/inside"));
            }
            mayGoOn.countDown();
            Await.until(() -> admitted.get() == NEWCOMERS && admittedBefore.get() >= 0);

            assertThat(admittedBefore.get()).isBetween(1, 20);
        } finally {
            for (var newcomer : newcomers) {
                newcomer.close();
            }
        }
    }

    private void heard(byte[] message) throws InterruptedException {
        if (new String(message, US_ASCII).equals("wait")) {
            isBusy.countDown();
            mayGoOn.await();
        } else {
            admittedBefore.set(admitted.get());
        }
    }

    /** The first of them is the moment at which the one inside says something. */
    private Admission.Outcome newcomer(RawClient inside) {
        if (admitted.incrementAndGet() == 1) {
            try {
                inside.send(ClientFrame.text("hi"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return Admission.ADMITTED;
    }
}
