// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.switchboard.server.metrics.Meters;
import dev.switchboard.server.metrics.Reading;
import dev.switchboard.server.time.VirtualTime;
import dev.switchboard.support.Await;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PluginFiguresTest {
    private final Meters meters = new Meters(new VirtualTime());
    private final PluginFigures figures = new PluginFigures("chat", meters);

    @Test
    void gaugesThatHangKeepFewThreadsAndTheOthersOfThePluginFailMeanwhile() throws Exception {
        var end = new CountDownLatch(1);
        var hanging = new AtomicInteger();
        figures.gauge(
                "slow",
                () -> {
                    hanging.incrementAndGet();
                    awaitQuietly(end);
                    return 1;
                });
        figures.gauge("quick", () -> 7);
        var readers = new Thread[4];
        for (int n = 0; n < readers.length; n++) {
            readers[n] = Thread.ofPlatform().daemon().start(gauge("plugin_chat_slow")::read);
        }
        Await.until(() -> hanging.get() == readers.length);

        assertThatIllegalStateException()
                .isThrownBy(gauge("plugin_chat_quick")::read)
                .withMessage("4 gauges of the plugin chat do not answer");
        end.countDown();
        for (var reader : readers) {
            reader.join();
        }
        assertThat(gauge("plugin_chat_quick").read()).isEqualTo(7);
    }

    @Test
    void aPluginThatHasStoppedLeavesNoFiguresBehind() {
        figures.counter("greetings").increment();
        figures.close();
        assertThatIllegalStateException().isThrownBy(() -> figures.gauge("mood", () -> 7));
        assertThatIllegalStateException().isThrownBy(() -> figures.counter("greetings"));
        assertThatIllegalStateException()
                .isThrownBy(() -> figures.timer("greeting"))
                .withMessage("the plugin chat has stopped");

        assertThat(meters.families()).isEmpty();
    }

    private Reading gauge(String name) {
        return (Reading) meters.registry().getGauges().get(name);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
