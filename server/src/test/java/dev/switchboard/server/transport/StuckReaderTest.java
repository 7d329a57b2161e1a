// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.api.Kind;
import dev.switchboard.server.RunningSwitch;
import dev.switchboard.support.Await;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Code of a plugin that keeps the thread that reads for all. */
class StuckReaderTest {

    @Kind("work")
    record Work(int number) {}

    @Kind("worked")
    record Worked(int number) {}

    @Kind("hang")
    record Hang() {}

    private final CountDownLatch mayGoOn = new CountDownLatch(1);
    private final AtomicInteger stuck = new AtomicInteger();
    private final Queue<Integer> worked = new ConcurrentLinkedQueue<>();
    private RunningSwitch running;

    @BeforeEach
    void start() throws Exception {
        running =
                RunningSwitch.with(
                        "listen.selectors = 1",
                        context -> {
                            context.onInline(
                                    Work.class,
                                    (work, sender) -> {
                                        worked.add(work.number());
                                        sender.send(new Worked(work.number()));
                                    });
                            context.onInline(Hang.class, (hang, sender) -> hang());
                            context.endpoint("/hang", (message, sender) -> hang());
                        });
    }

    /** Deaf to interrupts, as bad code is. */
    private void hang() {
        stuck.incrementAndGet();
        while (mayGoOn.getCount() > 0) {
            try {
                mayGoOn.await();
            } catch (InterruptedException ignored) {
                // that is what it is here for
            }
        }
    }

    @AfterEach
    void stop() {
        mayGoOn.countDown();
        running.close();
    }

    private RawClient open(String path) throws IOException {
        return RawClient.open(running.port(), path);
    }

    private static byte[] work(int number) {
        return ClientFrame.text("{\"msg_type\":\"work\",\"number\":" + number + "}");
    }

    private static void expectWorked(RawClient client, int number) throws IOException {
        assertThat(client.next().text())
                .isEqualTo("{\"msg_type\":\"worked\",\"number\":" + number + "}");
    }

    @Test
    void othersAreReadAMomentLaterAndNewcomersComeIn() throws Exception {
        try (var before = open("/ws");
                var victim = open("/ws")) {
            before.send(work(1));
            expectWorked(before, 1);

            victim.send(ClientFrame.text("{\"msg_type\":\"hang\",\"id\":1}"));
            Await.until(() -> stuck.get() == 1);
            long begun = System.nanoTime();
            before.send(work(2));
            expectWorked(before, 2);

            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .as("0.6 s, and what a busy machine adds")
                    .isLessThan(Duration.ofSeconds(3));
            try (var newcomer = open("/ws")) {
                newcomer.send(work(3));
                expectWorked(newcomer, 3);
            }
            Await.until(() -> running.present() == 2);
        }
        mayGoOn.countDown();
        Await.until(() -> running.present() == 0);
    }

    @Test
    void othersGoOnAndWhatTheVictimSaidBesidesIsNotHeard() throws Exception {
        try (var other = open("/ws");
                var victim = open("/ws")) {
            victim.send(ClientFrame.text("{\"msg_type\":\"hang\",\"id\":1}"), work(1), work(2));
            Await.until(() -> stuck.get() == 1);
            other.send(work(9));
            expectWorked(other, 9);
            victim.send(work(3));
            victim.expectClose(1011);

            mayGoOn.countDown();

            for (int number = 10; number < 100; number++) {
                other.send(work(number));
                expectWorked(other, number);
            }
        }
        Await.until(() -> running.present() == 0);
        assertThat(worked).as("each once, and nothing of the victim's").hasSize(91);
        assertThat(worked).doesNotContain(1, 2, 3).doesNotHaveDuplicates();
    }

    @Test
    void soItGoesWithOneAfterAnotherUpToTheStatedNumber() throws Exception {
        List<RawClient> victims = new ArrayList<>();
        try (var other = open("/ws")) {
            for (int lost = 1; lost <= Readers.MOST_STUCK; lost++) {
                var victim = open("/hang");
                victims.add(victim);
                victim.send(ClientFrame.text("x"));
                int expected = lost;
                Await.until(() -> stuck.get() == expected);
                other.send(work(lost));
                expectWorked(other, lost);
            }
        } finally {
            mayGoOn.countDown();
            for (var victim : victims) {
                victim.close();
            }
        }
    }

    @Test
    void theSwitchEndsAllTheSame() throws Exception {
        try (var victim = open("/hang")) {
            victim.send(ClientFrame.text("x"));
            Await.until(() -> stuck.get() == 1);
            try (var other = open("/ws")) {
                other.send(work(1));
                expectWorked(other, 1);
            }

            long begun = System.nanoTime();
            running.close();

            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isLessThan(Duration.ofSeconds(15));
        }
    }
}
