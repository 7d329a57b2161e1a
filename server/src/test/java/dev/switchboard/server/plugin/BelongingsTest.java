// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.switchboard.api.Registration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BelongingsTest {
    private final Belongings belongings = new Belongings("chat");
    private final List<String> closed = new ArrayList<>();

    @Test
    void theLastTakenIsTheFirstGivenBack() {
        belongings.keep(named("a"));
        belongings.keep(named("b"));
        belongings.keep(named("c"));
        belongings.close();

        assertThat(closed).containsExactly("c", "b", "a");
    }

    @Test
    void whatDoesNotCloseHoldsUpNobody() {
        belongings.keep(named("a"));
        belongings.keep(() -> {
            throw new NoClassDefFoundError("expected by the test");
        });
        belongings.close();

        assertThat(closed).containsExactly("a");
    }

    @Test
    void whatWasGivenBackEarlyIsForgotten() {
        Registration early = named("a");
        belongings.keep(early);
        belongings.drop(early);
        belongings.close();

        assertThat(closed).isEmpty();
    }

    @Test
    void nothingIsClosedTwice() {
        belongings.keep(named("a"));
        belongings.close();
        belongings.close();

        assertThat(closed).containsExactly("a");
    }

    @Test
    void whatComesTooLateIsClosedAtOnce() {
        belongings.close();

        assertThatIllegalStateException().isThrownBy(() -> belongings.keep(named("late")));
        assertThat(closed).containsExactly("late");
    }

    private Registration named(String name) {
        return () -> closed.add(name);
    }
}
