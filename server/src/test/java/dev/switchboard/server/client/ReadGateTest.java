// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.delivery.Hold;
import dev.switchboard.support.Await;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ReadGateTest {

    private final AtomicInteger resumed = new AtomicInteger();
    private final ReadGate readGate = new ReadGate(resumed::incrementAndGet);

    @Test
    void theReaderGoesOnWhileNobodyHoldsIt() {
        assertThat(readGate.isHeld()).isFalse();
        assertThat(readGate.park()).isFalse();
        assertThat(resumed).hasValue(0);
    }

    @Test
    void aHeldReaderParksAndTheReleaseResumesIt() {
        readGate.hold(Hold.CALL);
        assertThat(readGate.isHeld()).isTrue();
        assertThat(readGate.park()).isTrue();
        assertThat(readGate.isHeld()).isTrue();
        readGate.release(Hold.CALL);
        assertThat(resumed).hasValue(1);
        assertThat(readGate.isHeld()).isFalse();
        assertThat(readGate.park()).isFalse();
    }

    @Test
    void aHoldThatEndsBeforeTheReaderLooksIsNeverNoticed() {
        readGate.hold(Hold.CALL);
        readGate.release(Hold.CALL);
        assertThat(readGate.park()).isFalse();
        assertThat(resumed).hasValue(0);
    }

    @Test
    void onlyTheLastReleaseResumes() {
        readGate.hold(Hold.CALL);
        assertThat(readGate.park()).isTrue();
        readGate.hold(Hold.CALL);
        readGate.release(Hold.CALL);
        assertThat(resumed).hasValue(0);
        readGate.release(Hold.CALL);
        assertThat(resumed).hasValue(1);
    }

    @Test
    void itTellsForWhatItIsHeld() {
        assertThat(readGate.reasons()).isEmpty();
        for (var why : Hold.values()) {
            readGate.hold(why);
            readGate.hold(why);
        }
        assertThat(readGate.park()).isTrue();
        for (var why : Hold.values()) {
            assertThat(readGate.reasons()).contains(why);
            readGate.release(why);
            assertThat(readGate.reasons()).contains(why);
            readGate.release(why);
            assertThat(readGate.reasons()).doesNotContain(why);
        }
        assertThat(readGate.reasons()).isEmpty();
        assertThat(resumed).hasValue(1);
    }

    /** One client may publish to any number of topics, all with receivers that are behind. */
    @Test
    void manyHoldsForOneReasonAreNoOtherReason() {
        for (int n = 0; n < 100_000; n++) {
            readGate.hold(Hold.TOPIC);
        }
        assertThat(readGate.reasons()).containsExactly(Hold.TOPIC);
        for (int n = 0; n < 100_000; n++) {
            readGate.release(Hold.TOPIC);
        }
        assertThat(readGate.isHeld()).isFalse();
    }

    /**
     * One reader that reads whenever it may, and holders that come at any moment: there is never a
     * second reader, and never none for good.
     */
    @Test
    void whateverTheTimingThereIsOneReaderAndItGoesOn() throws Exception {
        int rounds = 200_000;
        var reasons = Hold.values();
        var readers = new AtomicInteger();
        var mistakes = new AtomicInteger();
        var read = new AtomicInteger();
        var isOver = new AtomicBoolean();
        try (var threads = Executors.newFixedThreadPool(3);
                var readerThreads = Executors.newFixedThreadPool(2)) {
            var self = new ReadGate[1];
            Runnable loop =
                    () -> {
                        if (readers.incrementAndGet() != 1) {
                            mistakes.incrementAndGet();
                        }
                        while (!isOver.get()) {
                            read.incrementAndGet();
                            readers.decrementAndGet();
                            if (self[0].park()) {
                                return;
                            }
                            if (readers.incrementAndGet() != 1) {
                                mistakes.incrementAndGet();
                            }
                        }
                    };
            self[0] = new ReadGate(() -> readerThreads.execute(loop));
            readerThreads.execute(loop);
            for (int holder = 0; holder < 2; holder++) {
                threads.execute(() -> {
                    for (int round = 0; round < rounds; round++) {
                        var why = reasons[round % reasons.length];
                        self[0].hold(why);
                        self[0].release(why);
                    }
                });
            }
            threads.shutdown();
            Await.until(threads::isTerminated);
            int before = read.get();
            Await.until(() -> read.get() > before + 1);
            assertThat(self[0].isHeld()).isFalse();
            isOver.set(true);
        }
        assertThat(mistakes).hasValue(0);
    }
}
