// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogThrottleTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final LogThrottle throttle = new LogThrottle(Duration.ofSeconds(1));
    private final List<Long> lines = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE + 1})
    void theFirstIsLoggedWhateverTheStopwatchSays(long now) {
        throttle.log(now, lines::add);

        assertThat(lines).containsExactly(0L);
    }

    @Test
    void whatComesWithinTheIntervalIsCountedAndToldLater() {
        throttle.log(0, lines::add);
        throttle.log(0, lines::add);
        throttle.log(SECOND - 1, lines::add);
        assertThat(lines).containsExactly(0L);

        throttle.log(SECOND, lines::add);
        throttle.log(2 * SECOND, lines::add);

        assertThat(lines).containsExactly(0L, 2L, 0L);
    }

    @Test
    void theStopwatchMayPassItsLargestNumber() {
        throttle.log(Long.MAX_VALUE, lines::add);
        throttle.log(Long.MAX_VALUE + SECOND, lines::add);

        assertThat(lines).containsExactly(0L, 0L);
    }

    @Test
    void ofManyAtOnceOneLogsAndNoneIsLost() throws InterruptedException {
        var logged = new AtomicLong();
        var told = new AtomicLong();
        var start = new CountDownLatch(1);
        List<Thread> all = new ArrayList<>();
        for (int each = 0; each < 16; each++) {
            all.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                try {
                                    start.await();
                                } catch (InterruptedException e) {
                                    throw new AssertionError(e);
                                }
                                throttle.log(
                                        0,
                                        unlogged -> {
                                            logged.incrementAndGet();
                                            told.addAndGet(unlogged);
                                        });
                            }));
        }
        start.countDown();
        for (var thread : all) {
            thread.join();
        }
        throttle.log(SECOND, told::addAndGet);

        assertThat(logged).hasValue(1);
        // The one that logs may tell of some already, if they came before it asked for their
        // number.
        assertThat(told).hasValue(15);
    }
}
