// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.api.Kind;
import dev.switchboard.server.codec.KindDescription;
import dev.switchboard.server.codec.KindDescription.Direction;
import dev.switchboard.server.codec.Shapes;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RouteTableTest {
    private final Shapes shapes = new Shapes();
    private final PluginCalls calls = Guards.calls();
    private final PluginGuard chat = Guards.of(calls, "chat");
    private final PluginGuard rivals = Guards.of(calls, "rival");
    private final Route say = Route.inline(chat, shapes.of(Say.class), (message, sender) -> null);
    private final RawRoute echo =
            new RawRoute(Guards.of(calls, "echo"), "/echo", (message, sender) -> {});

    @Kind("say")
    record Say(String content) {}

    @Kind("said")
    record Said(String from, String content) {}

    @Test
    void kindsAndPathsAreFound() {
        RouteTable table = RouteTable.EMPTY.with(say).with(echo);

        assertThat(table.find("say")).isSameAs(say);
        assertThat(table.shape(say)).isSameAs(shapes.of(Say.class));
        assertThat(table.endpoint("/echo")).isSameAs(echo);
        assertThat(table.claims()).containsExactly(say, echo);
        assertThat(table.names()).containsExactly("say");
    }

    @Test
    void whatNobodyClaimedIsNotFound() {
        RouteTable table = RouteTable.EMPTY.with(say).with(echo);

        assertThat(table.find("shout")).isNull();
        assertThat(table.endpoint("/echo/")).isNull();
        assertThat(table.files("/echo")).isEmpty();
    }

    @Test
    void aClaimLeavesTheOldTableAsItWas() {
        RouteTable before = RouteTable.EMPTY.with(echo);
        assertThat(before.with(say).find("say")).isNotNull();

        assertThat(before.find("say")).isNull();
    }

    @Test
    void twoPluginsMayNotClaimOneKind() {
        RouteTable table = RouteTable.EMPTY.with(say);
        Route rival = Route.blocking(rivals, shapes.of(Say.class), (message, sender) -> null);

        assertThatThrownBy(() -> table.with(rival))
                .isInstanceOf(ClaimConflict.class)
                .hasMessage(
                        "kind say is claimed by the plugins chat and rival; it stays with chat, which was first");
    }

    @Test
    void twoPluginsMayNotClaimOnePath() {
        RouteTable table = RouteTable.EMPTY.with(echo);

        assertThatThrownBy(() -> table.with(new RawRoute(rivals, "/echo", echo.handler())))
                .hasMessageStartingWith("path /echo is claimed by the plugins echo and rival");
    }

    @Test
    void onePluginMayNotClaimAKindTwice() {
        RouteTable table = RouteTable.EMPTY.with(say);

        assertThatThrownBy(() -> table.with(say))
                .hasMessage("kind say is claimed twice by the plugin chat");
    }

    @Test
    void theLongestPathOfFilesWins() {
        ClassLoader loader = getClass().getClassLoader();
        var page = new FileRoute("page", "/", loader, "page");
        var console = new FileRoute("console", "/console/", loader, "console");
        RouteTable table = RouteTable.EMPTY.with(page).with(console);

        assertThat(table.files("/console/app.js")).contains(console);
        assertThat(table.files("/console")).contains(page);
    }

    @Test
    void theProtocolKnowsWhatComesInAndWhatGoesOut() {
        Route ask =
                Route.ask(
                        chat,
                        shapes.of(Say.class),
                        shapes.of(Said.class),
                        (message, sender) -> null);
        var said =
                new KindDescription("chat", Direction.OUT, shapes.of(Said.class), Optional.empty());
        RouteTable table = RouteTable.EMPTY.with(said).with(ask).with(said);

        assertThat(table.kinds())
                .containsExactly(
                        new KindDescription(
                                "chat",
                                Direction.IN,
                                shapes.of(Say.class),
                                Optional.of(shapes.of(Said.class))),
                        said);
    }

    @Test
    void aRouteCanBeSentOffTheThreadOfTheSocket() {
        assertThat(say.isInline()).isTrue();
        say.demote();
        assertThat(say.isInline()).isFalse();
    }
}
