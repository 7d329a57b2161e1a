// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.authhttp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.support.Await;
import dev.switchboard.support.TestBackend;
import org.junit.jupiter.api.Test;

/** From the start of the plugin to its end. */
class AuthHttpPluginTest {

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("HttpClient-"))
                .count();
    }

    @Test
    void withoutAnAddressItHasNoThreads() {
        Await.until(() -> threads() == 0);
        try (var _ = Desk.of()) {
            assertThat(threads()).isZero();
        }
    }

    @Test
    void itsEndEndsWhatIsUnderWayAndItsThreads() {
        try (var backend = new TestBackend().hangs()) {
            var desk = Desk.of("connect-url = \"" + backend.url("/") + "\"");
            var answer = desk.ask("abc");
            backend.awaitAsked(1);
            assertThat(threads()).isPositive();

            desk.close();
            Await.until(() -> answer.isDone() && threads() == 0);
            assertThat(answer).isCompletedExceptionally();
        }
    }
}
