// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import org.junit.jupiter.api.Test;

class StartOrderTest {

    @Test
    void withoutWishesTheOrderIsThatOfTheIds() {
        StartOrder order = order(plugin("c"), plugin("a"), plugin("b"));

        assertThat(order.ids()).containsExactly("a", "b", "c");
        assertThat(order.circles()).isEmpty();
    }

    @Test
    void aPluginStartsAfterAllThatItNames() {
        assertThat(order(plugin("a", "c", "b"), plugin("b", "c"), plugin("c")).ids())
                .containsExactly("c", "b", "a");
    }

    @Test
    void aPluginThatDoesNotExistIsNotWaitedFor() {
        assertThat(order(plugin("a", "nobody")).ids()).containsExactly("a");
    }

    @Test
    void circlesAreToldWithTheWayAround() {
        StartOrder order =
                order(plugin("a", "b"), plugin("b", "c"), plugin("c", "a"), plugin("d", "a"));

        assertThat(order.ids()).containsExactly("d");
        assertThat(order.circles())
                .containsOnlyKeys("a", "b", "c")
                .contains(
                        entry(
                                "a",
                                "plugins wait for each other to start: a after b after c after a"));
    }

    @Test
    void aPluginMayNotWaitForItself() {
        assertThat(order(plugin("a", "a")).circles())
                .containsExactly(entry("a", "plugins wait for each other to start: a after a"));
    }

    @Test
    void whoIsToBeFirstIsUnlessItWantsToWait() {
        StartOrder order =
                StartOrder.of(
                        List.of(plugin("a"), plugin("b"), plugin("rooms", "b"), plugin("chat")),
                        List.of("rooms", "chat"));

        assertThat(order.ids()).containsExactly("chat", "a", "b", "rooms");
    }

    private static StartOrder order(PluginManifest... manifests) {
        return StartOrder.of(List.of(manifests), List.of());
    }

    private static PluginManifest plugin(String id, String... after) {
        return new PluginManifest(id, "1.0", "1.0", List.of(after), "");
    }
}
