// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.time.VirtualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {
    private static final Duration WINDOW = Duration.ofSeconds(60);
    private static final int FAILURES = 5;

    private final VirtualTime time = new VirtualTime();
    private final CircuitBreaker breaker = new CircuitBreaker(FAILURES, WINDOW);

    @Test
    void aPluginThatFailsOnEverythingIsHeld() {
        fail(FAILURES);

        assertThat(isOpen()).isTrue();
        assertThat(breaker.rest(time.nanos())).isEqualTo(WINDOW);
    }

    @Test
    void oneFailureLessIsTolerated() {
        fail(FAILURES - 1);

        assertThat(isOpen()).isFalse();
    }

    @Test
    void aPluginThatFailsOnHalfOfItsCallsIsNotHeld() {
        fail(1);
        succeed(1);
        for (int call = 0; call < 10 * FAILURES; call++) {
            succeed(1);
            fail(1);
        }
        assertThat(isOpen()).isFalse();

        fail(1);
        assertThat(isOpen()).isTrue();
    }

    @Test
    void failuresOlderThanTheWindowAreForgotten() {
        fail(FAILURES - 1);
        time.advance(WINDOW);
        fail(1);
        assertThat(isOpen()).isFalse();

        time.advance(WINDOW.dividedBy(2));
        fail(FAILURES - 1);
        assertThat(isOpen()).isTrue();
    }

    @Test
    void theWindowSlides() {
        for (int tenth = 0; tenth < 100; tenth++) {
            fail(tenth % 3 == 0 ? 1 : 0);
            time.advance(WINDOW.dividedBy(10));
        }
        assertThat(isOpen()).isFalse();
    }

    @Test
    void whenTheWindowHasPassedOneSuccessSetsItFree() {
        fail(FAILURES);
        time.advance(WINDOW.minusNanos(1));
        assertThat(isOpen()).isTrue();

        time.advance(Duration.ofNanos(1));
        assertThat(isOpen()).isFalse();
        succeed(1);
        fail(FAILURES - 1);
        assertThat(isOpen()).isFalse();
    }

    @Test
    void whenTheWindowHasPassedOneFailureHoldsItAgain() {
        fail(FAILURES);
        time.advance(WINDOW);
        fail(1);

        assertThat(isOpen()).isTrue();
        time.advance(WINDOW);
        assertThat(isOpen()).isFalse();
    }

    @Test
    void whatEndsWhileItIsHeldChangesNothing() {
        fail(FAILURES);
        succeed(100);
        assertThat(isOpen()).isTrue();

        time.advance(WINDOW.dividedBy(2));
        fail(1);
        time.advance(WINDOW.dividedBy(2));
        assertThat(isOpen()).isFalse();
    }

    private boolean isOpen() {
        return breaker.rest(time.nanos()).isPositive();
    }

    private void fail(int times) {
        for (int call = 0; call < times; call++) {
            breaker.failed(time.nanos());
        }
    }

    private void succeed(int times) {
        for (int call = 0; call < times; call++) {
            breaker.succeeded(time.nanos(), true);
        }
    }
}
