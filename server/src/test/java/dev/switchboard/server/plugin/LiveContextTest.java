// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.plugin;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.api.Client;
import dev.switchboard.api.Kind;
import dev.switchboard.api.MessagePlugin;
import dev.switchboard.api.PluginContext;
import dev.switchboard.server.codec.KindDescription;
import dev.switchboard.server.codec.KindDescription.Direction;
import dev.switchboard.server.hub.HubEvent;
import dev.switchboard.server.metrics.Family;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveContextTest {
    @TempDir Path folder;
    private PluginHome home;
    private PluginContext context;

    @Kind("say")
    record Say(String content) {}

    @Kind("said")
    record Said(String content) {}

    sealed interface Protocol {}

    @Kind("up")
    record Up() implements Protocol {}

    sealed interface Sideways extends Protocol {}

    @Kind("left")
    record Left() implements Sideways {}

    @Kind("right")
    record Right() implements Sideways {}

    @BeforeEach
    void prepare() {
        home = new PluginHome(folder);
    }

    @Test
    void aSealedInterfaceStandsForAllThatItPermits() throws Exception {
        List<Protocol> seen = new ArrayList<>();
        start(context -> context.on(Protocol.class, (message, sender) -> seen.add(message)));

        assertThat(home.table().names()).containsExactlyInAnyOrder("up", "left", "right");
        home.table().find("right").call().invoke(new Right(), null);
        assertThat(seen).containsExactly(new Right());
    }

    @Test
    void anInlineHandlerIsMarkedAsSuch() throws Exception {
        start(context -> context.on(Say.class, (m, c) -> {}).onInline(Up.class, (m, c) -> {}));

        assertThat(home.table().find("say").isInline()).isFalse();
        assertThat(home.table().find("up").isInline()).isTrue();
    }

    @Test
    void anAskAnswersWithItsReply() throws Exception {
        start(context ->
                context.ask(
                        Say.class,
                        Said.class,
                        (say, sender) -> say.content().isEmpty() ? null : new Said(say.content())));
        var route = home.table().find("say");

        assertThat(route.reply().orElseThrow().kind()).isEqualTo("said");
        assertThat(route.call().invoke(new Say("hi"), null)).isEqualTo(new Said("hi"));
        assertThatThrownBy(() -> route.call().invoke(new Say(""), null))
                .hasMessageStartingWith("the answer to " + Say.class.getName() + " was null");
    }

    @Test
    void whatIsSentIsKnownToTheProtocol() throws Exception {
        start(context -> context.emits(Said.class, Protocol.class));

        assertThat(home.table().kinds())
                .allMatch(kind -> kind.direction() == Direction.OUT && kind.plugin().equals("x"))
                .extracting(KindDescription::shape)
                .extracting(shape -> shape.kind())
                .containsExactlyInAnyOrder("said", "up", "left", "right");
    }

    @Test
    void nothingCanBeRegisteredLater() throws Exception {
        start(context -> {});

        assertThatIllegalStateException()
                .isThrownBy(() -> context.on(Say.class, (m, c) -> {}))
                .withMessage("on(): the plugin x can register only while start() runs");
        assertThatIllegalStateException().isThrownBy(() -> context.onLeave((c, room) -> {}));
        assertThat(home.table().claims()).isEmpty();
    }

    @Test
    void listenersAreToldWhileThePluginRuns() throws Exception {
        List<String> told = new ArrayList<>();
        start(context ->
                context.onConnect(
                                client -> {
                                    throw new NoClassDefFoundError("expected by the test");
                                })
                        .onConnect(client -> told.add("connect"))
                        .onDisconnect(client -> told.add("disconnect"))
                        .onJoin((client, room) -> told.add("join " + room))
                        .onLeave((client, room) -> told.add("leave " + room)));
        tell();
        assertThat(told).containsExactly("connect", "join r", "leave r", "disconnect");

        home.plugins.stop();
        tell();
        assertThat(told).hasSize(4);
    }

    @Test
    void thePluginThatFailedHearsNothing() throws Exception {
        List<Client> told = new ArrayList<>();
        start(context -> {
            context.onConnect(told::add);
            throw new Exception("expected by the test");
        });
        tell();

        assertThat(told).isEmpty();
    }

    @Test
    void settingsAreWhatTheOperatorWroteOverWhatThePluginBrings() throws Exception {
        home.write("conf/plugins.d/x.conf", "times = 3");
        List<Settings> read = new ArrayList<>();
        home.open()
                .builtIn(
                        "x",
                        context -> read.add(context.config(Settings.class)),
                        "text = hi, times = 1")
                .start();

        assertThat(read).containsExactly(new Settings("hi", 3));
    }

    record Settings(String text, int times) {}

    @Test
    void mistakesInTheSettingsHaveTheirLines() throws Exception {
        home.write("conf/plugins.d/x.conf", "\ntimes = often\ntxt = hello");
        home.open()
                .builtIn(
                        "x",
                        context -> {
                            try {
                                context.config(Settings.class);
                            } catch (RuntimeException ignored) {
                                // a plugin that goes on regardless must not get away with it
                            }
                        },
                        "text = hi, times = 1")
                .start();
        Path file = folder.resolve("conf/plugins.d/x.conf");

        assertThat(home.failure("x"))
                .contains(file + ":2  plugins.x.times = \"often\"   not a whole number")
                .contains(
                        file
                                + ":3  plugins.x.txt               unknown key; did you mean plugins.x.text?");
    }

    @Test
    void settingsThatNobodyReadsAreAMistake() throws Exception {
        home.write("conf/plugins.d/x.conf", "times = 3");
        start(context -> {});

        assertThat(home.failure("x"))
                .contains(
                        folder.resolve("conf/plugins.d/x.conf")
                                + ":1  plugins.x.times   unknown key");
    }

    @Test
    void figuresCarryThePluginsNameAndGoWithIt() throws Exception {
        home.open()
                .builtIn(
                        "hello-you",
                        context -> {
                            context.metrics().counter("greetings").add(2);
                            context.metrics().counter("greetings_total").increment();
                            context.metrics().timer("greeting").record(Duration.ofSeconds(1));
                            context.metrics().gauge("mood", () -> 7);
                        })
                .start();

        assertThat(figures())
                .containsExactlyInAnyOrder(
                        "plugin_hello_you_greetings_total",
                        "plugin_hello_you_greeting_seconds",
                        "plugin_hello_you_mood");
        assertThat(home.meters.registry().counter("plugin_hello_you_greetings_total").getCount())
                .isEqualTo(3);
        home.plugins.stop();
        assertThat(figures()).isEmpty();
    }

    private Stream<String> figures() {
        return home.meters.families().stream()
                .map(Family::name)
                .filter(name -> name.startsWith("plugin_"));
    }

    @Test
    void aPluginCannotMakeMetricsOutOfWhatClientsSay() throws Exception {
        start(context -> {
            for (int user = 0; user < 1000; user++) {
                context.metrics().counter("user_" + user);
            }
        });

        assertThat(home.failure("x"))
                .contains("the plugin x has 500 metrics; names are fixed words");
        assertThat(figures()).isEmpty();
    }

    @Test
    void theDataDirectoryIsMadeOnFirstUse() throws Exception {
        start(context -> {});
        Path data = folder.resolve("data/plugins/x");
        assertThat(data).doesNotExist();

        assertThat(context.dataDirectory()).isEqualTo(data).isDirectory();
        assertThat(context.dataDirectory()).isEqualTo(data);
    }

    @Test
    void theLogIsThatOfTheSwitchUnderThePluginsName() throws Exception {
        start(context -> {});

        assertThat(context.logger().getName()).isEqualTo("x");
        assertThat(context.logger().getClass().getName()).startsWith("org.slf4j.");
    }

    @Test
    void aTaskThatStillRunsIsInterruptedWhenThePluginStops() throws Exception {
        CountDownLatch isRunning = new CountDownLatch(1);
        CountDownLatch isInterrupted = new CountDownLatch(1);
        home.tasks = Thread::startVirtualThread;
        start(given ->
                given.scheduler()
                        .after(
                                Duration.ofSeconds(1),
                                () -> {
                                    isRunning.countDown();
                                    try {
                                        new CountDownLatch(1).await();
                                    } catch (InterruptedException e) {
                                        isInterrupted.countDown();
                                    }
                                }));
        home.time.advance(Duration.ofSeconds(1));
        isRunning.await();
        home.plugins.stop();

        assertThat(isInterrupted.await(20, SECONDS)).isTrue();
    }

    @Test
    void theClockIsThatOfTheSwitch() throws Exception {
        start(context -> {});
        home.time.advance(Duration.ofDays(1));

        assertThat(context.clock().instant()).isEqualTo(home.time.instant());
        assertThat(context.id()).isEqualTo("x");
    }

    private void start(MessagePlugin plugin) throws MandatoryPluginMissing {
        home.open()
                .builtIn(
                        "x",
                        given -> {
                            context = given;
                            plugin.start(given);
                        })
                .start();
    }

    private void tell() {
        home.plugins.tell(new HubEvent.Connected(null));
        home.plugins.tell(new HubEvent.Joined(null, "r"));
        home.plugins.tell(new HubEvent.Left(null, "r"));
        home.plugins.tell(new HubEvent.Disconnected(null));
    }
}
