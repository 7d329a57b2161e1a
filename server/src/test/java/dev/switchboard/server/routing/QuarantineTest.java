// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class QuarantineTest {
    private static final Duration WINDOW = Duration.ofSeconds(60);
    private static final int FAILURES = 5;

    private final StoppedTime time = new StoppedTime();
    private final Quarantine quarantine = new Quarantine(time, FAILURES, WINDOW);
    private final Claim chat = new RawRoute("chat", "/chat", (message, sender) -> {});
    private final Claim chatToo = new RawRoute("chat", "/chat/too", (message, sender) -> {});
    private final Claim rooms = new RawRoute("rooms", "/rooms", (message, sender) -> {});

    @Test
    void aPluginThatFailsOnEverythingIsHeld() {
        fail(chat, FAILURES);

        assertThat(quarantine.holds(chat)).isTrue();
        assertThat(quarantine.held()).containsExactly("chat");
    }

    @Test
    void oneFailureLessIsTolerated() {
        fail(chat, FAILURES - 1);

        assertThat(quarantine.holds(chat)).isFalse();
    }

    @Test
    void allClaimsOfAPluginAreHeldTogetherAndNoOther() {
        fail(chat, FAILURES);

        assertThat(quarantine.holds(chatToo)).isTrue();
        assertThat(quarantine.holds(rooms)).isFalse();
    }

    @Test
    void aPluginThatFailsOnHalfOfItsCallsIsNotHeld() {
        fail(chat, 1);
        succeed(chat, 1);
        for (int call = 0; call < 10 * FAILURES; call++) {
            succeed(chat, 1);
            fail(chat, 1);
        }
        assertThat(quarantine.holds(chat)).isFalse();

        fail(chat, 1);
        assertThat(quarantine.holds(chat)).isTrue();
    }

    @Test
    void failuresOlderThanTheWindowAreForgotten() {
        fail(chat, FAILURES - 1);
        time.pass(WINDOW);
        fail(chat, 1);
        assertThat(quarantine.holds(chat)).isFalse();

        time.pass(WINDOW.dividedBy(2));
        fail(chat, FAILURES - 1);
        assertThat(quarantine.holds(chat)).isTrue();
    }

    @Test
    void theWindowSlides() {
        for (int tenth = 0; tenth < 100; tenth++) {
            fail(chat, tenth % 3 == 0 ? 1 : 0);
            time.pass(WINDOW.dividedBy(10));
        }
        assertThat(quarantine.holds(chat)).isFalse();
    }

    @Test
    void whenTheWindowHasPassedOneSuccessSetsItFree() {
        fail(chat, FAILURES);
        time.pass(WINDOW.minusNanos(1));
        assertThat(quarantine.holds(chat)).isTrue();

        time.pass(Duration.ofNanos(1));
        assertThat(quarantine.holds(chat)).isFalse();
        succeed(chat, 1);
        fail(chat, FAILURES - 1);
        assertThat(quarantine.holds(chat)).isFalse();
    }

    @Test
    void whenTheWindowHasPassedOneFailureHoldsItAgain() {
        fail(chat, FAILURES);
        time.pass(WINDOW);
        fail(chat, 1);

        assertThat(quarantine.holds(chat)).isTrue();
        time.pass(WINDOW);
        assertThat(quarantine.holds(chat)).isFalse();
    }

    @Test
    void whatEndsWhileItIsHeldChangesNothing() {
        fail(chat, FAILURES);
        succeed(chat, 100);
        assertThat(quarantine.holds(chat)).isTrue();

        time.pass(WINDOW.dividedBy(2));
        fail(chat, 1);
        time.pass(WINDOW.dividedBy(2));
        assertThat(quarantine.holds(chat)).isFalse();
    }

    private void fail(Claim claim, int times) {
        for (int call = 0; call < times; call++) {
            quarantine.failed(claim, new IllegalStateException("expected by the test"));
        }
    }

    private void succeed(Claim claim, int times) {
        for (int call = 0; call < times; call++) {
            quarantine.succeeded(claim);
        }
    }
}
