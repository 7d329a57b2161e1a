// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.api.Registration;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SystemTimeTest {

    private final SystemTime time = new SystemTime();

    @AfterEach
    void close() {
        time.close();
    }

    @Test
    void tellsTheTimeOfDay() {
        assertThat(time.instant())
                .isBetween(Instant.now().minusSeconds(5), Instant.now().plusSeconds(5));
    }

    @Test
    void runsATaskOnceAfterItsDelay() throws Exception {
        long start = time.nanos();
        CompletableFuture<Long> ran = new CompletableFuture<>();
        time.after(Duration.ofMillis(20), () -> ran.complete(time.nanos()));
        assertThat(ran.get(10, TimeUnit.SECONDS) - start)
                .isGreaterThanOrEqualTo(Duration.ofMillis(20).toNanos());
    }

    @Test
    void tasksRunOnADaemonThreadOfTheirOwn() throws Exception {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        time.after(Duration.ZERO, () -> thread.complete(Thread.currentThread()));
        assertThat(thread.get(10, TimeUnit.SECONDS).getName()).isEqualTo("switchboard-clock");
        assertThat(thread.get().isDaemon()).isTrue();
    }

    @Test
    void aTaskThatThrowsIsRepeatedAndStopsNoOther() throws Exception {
        CountDownLatch failures = new CountDownLatch(3);
        CountDownLatch others = new CountDownLatch(3);
        time.every(
                Duration.ofMillis(1),
                () -> {
                    failures.countDown();
                    throw new StackOverflowError("on purpose");
                });
        time.every(Duration.ofMillis(1), others::countDown);
        assertThat(failures.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(others.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aClosedRegistrationDoesNotRun() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        Registration registration = time.after(Duration.ofMillis(30), runs::incrementAndGet);
        registration.close();
        registration.close();
        CountDownLatch later = new CountDownLatch(1);
        time.after(Duration.ofMillis(60), later::countDown);
        assertThat(later.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(runs).hasValue(0);
    }

    @Test
    void aClosedRegistrationEndsARepetition() throws Exception {
        CompletableFuture<Registration> self = new CompletableFuture<>();
        AtomicInteger runs = new AtomicInteger();
        self.complete(
                time.every(
                        Duration.ofMillis(1),
                        () -> {
                            runs.incrementAndGet();
                            self.join().close();
                        }));
        CountDownLatch later = new CountDownLatch(1);
        time.after(Duration.ofMillis(60), later::countDown);
        assertThat(later.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(runs).hasValue(1);
    }

    @Test
    void aDelayLongerThanTheClockCanCountIsAccepted() {
        time.after(Duration.ofSeconds(Long.MAX_VALUE), () -> {}).close();
    }

    @Test
    void aPeriodOfNothingIsRefused() {
        assertThatThrownBy(() -> time.every(Duration.ZERO, () -> {}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void onceClosedItForgetsWhatIsScheduled() {
        time.close();
        AtomicInteger runs = new AtomicInteger();
        time.after(Duration.ZERO, runs::incrementAndGet).close();
        time.every(Duration.ofMillis(1), runs::incrementAndGet).close();
        assertThat(runs).hasValue(0);
    }
}
