// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.api.Kind;
import dev.switchboard.api.MessagePlugin;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a plugin may not register; the operator is told in one sentence. */
class RefusedRegistrationsTest {
    @TempDir Path folder;
    private PluginHome home;

    @Kind("say")
    record Say(String content) {}

    @Kind("said")
    record Said(String content) {}

    @Kind("up")
    record Up() {}

    @Kind("left")
    record Left() {}

    record Unnamed(String content) {}

    @Kind("Bad-Name")
    record BadName() {}

    @Kind("error")
    record OfTheSwitch() {}

    @Kind("odd")
    record Odd(Thread thread) {}

    sealed interface Leaky {}

    record Hole() implements Leaky {}

    interface Open {}

    @BeforeEach
    void prepare() {
        home = new PluginHome(folder);
    }

    static Stream<Arguments> nonsense() {
        String here = RefusedRegistrationsTest.class.getName();
        return Stream.of(
                nonsense(
                        context -> context.on(Unnamed.class, (m, c) -> {}),
                        "on(): "
                                + here
                                + "$Unnamed is not a message: it must be a record with @Kind"),
                nonsense(
                        context -> context.onInline(Open.class, (m, c) -> {}),
                        "onInline(): "
                                + here
                                + "$Open is not a message: it must be a record with @Kind"),
                nonsense(
                        context -> context.on(Leaky.class, (m, c) -> {}),
                        "on(): " + here + "$Hole is not a message: it must be a record with @Kind"),
                nonsense(
                        context -> context.on(BadName.class, (m, c) -> {}),
                        "on(): @Kind(\"Bad-Name\") on " + here + "$BadName: a kind is"),
                nonsense(
                        context -> context.on(OfTheSwitch.class, (m, c) -> {}),
                        "on(): "
                                + here
                                + "$OfTheSwitch: the kind error is spoken by the switch itself"),
                nonsense(
                        context -> context.emits(Said.class, OfTheSwitch.class),
                        "emits(): " + here + "$OfTheSwitch: the kind error is spoken"),
                nonsense(
                        context -> context.on(Odd.class, (m, c) -> {}),
                        "on(): component thread of "
                                + here
                                + "$Odd has no JSON form: java.lang.Thread"),
                nonsense(context -> context.on(Say.class, null), "on(): an argument is null"),
                nonsense(context -> context.on(null, (m, c) -> {}), "on(): an argument is null"),
                nonsense(
                        context -> context.ask(Say.class, null, (m, c) -> new Said("")),
                        "ask(): an argument is null"),
                nonsense(
                        context -> context.emits(Said.class, null), "emits(): an argument is null"),
                nonsense(
                        context -> context.on(Say.class, (m, c) -> {}).on(Say.class, (m, c) -> {}),
                        "on(): kind say is claimed twice by the plugin x"),
                nonsense(
                        context -> context.endpoint("echo", (m, c) -> {}),
                        "endpoint(): endpoint(\"echo\"): not a path such as /echo"),
                nonsense(
                        context -> context.endpoint("/a/../b", (m, c) -> {}),
                        "endpoint(): endpoint(\"/a/../b\"): not a path such as /echo"),
                nonsense(
                        context -> context.endpoint("/ws", (m, c) -> {}),
                        "endpoint(): endpoint(\"/ws\"): on this path the switch itself takes messages"),
                nonsense(
                        context -> context.files("/page", "page"),
                        "files(): files(\"/page\", …): not a path that begins and ends in a slash, such as /page/"),
                nonsense(
                        context -> context.files("/page/", "no/such"),
                        "files(): files(\"/page/\", \"no/such\"): the resources of the plugin have no such folder"),
                nonsense(
                        context -> context.files("/page/", "/"),
                        "files(): files(\"/page/\", \"/\"): the resources of the plugin have no such folder"),
                nonsense(context -> context.onConnect(null), "onConnect(): an argument is null"),
                nonsense(context -> context.config(null), "config(): an argument is null"),
                nonsense(
                        context -> context.config(Unnamed.class),
                        "x/reference.conf  plugins.x.content   missing; expected a text, here or in"
                                + " conf/plugins.d/x.conf"));
    }

    private static Arguments nonsense(MessagePlugin plugin, String reason) {
        return Arguments.of(plugin, reason);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("nonsense")
    void nonsenseStopsThePluginWithOneSentence(MessagePlugin plugin, String reason)
            throws Exception {
        home.open()
                .builtIn("fine", context -> context.on(Up.class, (m, c) -> {}))
                .builtIn(
                        "x",
                        context -> {
                            context.on(Left.class, (m, c) -> {});
                            plugin.start(context);
                        })
                .start();

        assertThat(home.failure("x")).startsWith(reason).doesNotContain("\n");
        assertThat(home.running()).containsExactly("fine");
        assertThat(home.table().names()).containsExactly("up");
    }
}
