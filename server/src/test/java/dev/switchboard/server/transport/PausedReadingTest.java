// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import dev.switchboard.api.Kind;
import dev.switchboard.server.RunningSwitch;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** While a handler is at work, the switch does not read from its client, and loses nothing. */
class PausedReadingTest {

    @Kind("work")
    record Work(int number) {}

    @Kind("worked")
    record Worked(int number) {}

    @Kind("wait")
    record Wait() {}

    private static final CountDownLatch isAtWork = new CountDownLatch(1);
    private static final CountDownLatch mayGoOn = new CountDownLatch(1);

    private static RunningSwitch running;

    @BeforeAll
    static void start() throws Exception {
        running =
                RunningSwitch.with(
                        """
                        gate.per-address.new-connections = 100000/s
                        messages { rate = 1000000/s, burst = 1000000 }
                        """,
                        context ->
                                context.on(
                                                Work.class,
                                                (work, sender) ->
                                                        sender.send(new Worked(work.number())))
                                        .on(Wait.class, (wait, sender) -> waitForTheTest()));
    }

    private static void waitForTheTest() throws InterruptedException {
        isAtWork.countDown();
        mayGoOn.await();
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    private static byte[] work(int number) {
        return ClientFrame.text("{\"msg_type\":\"work\",\"number\":" + number + "}");
    }

    private static void expectWorked(RawClient client, int from, int to) throws IOException {
        for (int number = from; number < to; number++) {
            client.expectText("{\"msg_type\":\"worked\",\"number\":" + number + "}");
        }
    }

    /** Each message pauses the reader, which has the others of the same read still at hand. */
    @Test
    void nothingIsLostHoweverShortThePauses() throws IOException {
        int rounds = 20;
        int each = 500;
        try (var client = RawClient.open(running.port(), "/ws")) {
            for (int round = 0; round < rounds; round++) {
                byte[][] frames = new byte[each][];
                for (int number = 0; number < each; number++) {
                    frames[number] = work(round * each + number);
                }
                client.send(frames);
                expectWorked(client, round * each, (round + 1) * each);
            }
        }
    }

    @Test
    void whatWasReadBeforeAPauseIsHandledAfterIt() throws Exception {
        byte[] third = work(3);
        int middle = third.length / 2;
        try (var client = RawClient.open(running.port(), "/ws")) {
            client.send(
                    ClientFrame.text("{\"msg_type\":\"wait\"}"),
                    work(1),
                    work(2),
                    Arrays.copyOf(third, middle));
            isAtWork.await();
            client.send(Arrays.copyOfRange(third, middle, third.length), work(4));

            mayGoOn.countDown();

            expectWorked(client, 1, 5);
        }
    }
}
