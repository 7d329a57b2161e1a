// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.switchboard.server.plugin.PluginState.Phase;
import dev.switchboard.server.routing.Guards;
import dev.switchboard.server.routing.RouteTable;
import dev.switchboard.support.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PluginsTest {
    private static final String SAY = "@Kind(\"say\") record Say(String content) {}";
    private static final String ON_SAY = "context.on(Say.class, (say, sender) -> {});";
    private static final String RECORD_ORDER =
            "System.getProperties().compute(\"plugins.order\", (k, v) -> (v == null ? \"\" : v + \" \") + \"%s\");";

    @TempDir Path folder;
    private PluginHome home;

    @BeforeEach
    void prepare() {
        home = new PluginHome(folder);
    }

    @AfterEach
    void stopAndForget() {
        if (home.plugins != null) {
            home.plugins.stop();
        }
        System.clearProperty("plugins.order");
    }

    @Test
    void noFolderIsNoPlugins() throws Exception {
        home.start();

        assertThat(home.plugins.describe()).isEmpty();
        assertThat(home.table().claims()).isEmpty();
    }

    @Test
    void aPluginServesItsKindsAndPaths() throws Exception {
        home.add(
                        new PluginSource("chat")
                                .members(SAY)
                                .start(
                                        ON_SAY
                                                + "context.endpoint(\"/raw\", (message, sender) -> {});"))
                .start();

        assertThat(home.plugin("chat"))
                .isEqualTo(
                        new PluginDescription(
                                "chat",
                                "1.2.3",
                                "",
                                Phase.RUNNING,
                                List.of("say"),
                                List.of("/raw"),
                                0,
                                0));
        assertThat(home.table().find("say").plugin()).isEqualTo("chat");
    }

    @Test
    void routesAppearOnlyWhenAllPluginsHaveStarted() throws Exception {
        home.add(new PluginSource("chat").members(SAY).start(ON_SAY));
        RouteTable before = home.table();
        home.start();

        assertThat(before.find("say")).isNull();
        assertThat(home.table().find("say")).isNotNull();
        home.plugins.stop();
        assertThat(home.table().find("say")).isNull();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    throw new Exception("no coffee")        | java.lang.Exception: no coffee
                    throw new Error("no tea")               | java.lang.Error: no tea
                    recurse(1)                              | java.lang.StackOverflowError
                    Broken.touch()                          | java.lang.ExceptionInInitializerError; caused by java.lang.IllegalStateException: broken for good
                    new Absent()                            | NoClassDefFoundError: x/Absent; caused by java.lang.ClassNotFoundException: x.Absent: not in the folder of plugin:x@1.2.3
                    """)
    void whatStartThrowsStopsOnlyThatPlugin(String statement, String reason) throws Exception {
        home.add(new PluginSource("fine").members(SAY).start(ON_SAY))
                .add(
                        new PluginSource("x")
                                .type("Absent", "class Absent {}")
                                .leavingOut("Absent")
                                .type(
                                        "Broken",
                                        "class Broken { static { if (true) throw new IllegalStateException(\"broken for good\"); } static void touch() {} }")
                                .members(
                                        "@Kind(\"shout\") record Shout() {} static int recurse(int n) { return recurse(n + 1) + 1; }")
                                .start(
                                        "context.on(Shout.class, (m, c) -> {}); if (true) { %s; }"
                                                .formatted(statement)))
                .start();

        assertThat(home.failure("x")).contains(reason);
        assertThat(home.running()).containsExactly("fine");
        assertThat(home.table().find("say")).isNotNull();
        assertThat(home.table().find("shout")).isNull();
    }

    @Test
    void aConstructorThatThrowsStopsOnlyThatPlugin() throws Exception {
        home.add(new PluginSource("x").members("public Main() { throw new Error(\"no\"); }"))
                .start();

        assertThat(home.failure("x")).contains("Main could not be instantiated").contains("no");
    }

    @Test
    void aHandlerThatMissesAClassFailsOnItsMessageOnly() throws Exception {
        home.add(
                        new PluginSource("x")
                                .members(SAY)
                                .type("Absent", "class Absent {}")
                                .leavingOut("Absent")
                                .start(
                                        "context.onInline(Say.class, (m, c) -> System.out.println(new Absent()));"))
                .start();
        var call = home.table().find("say").call();

        assertThatThrownBy(() -> call.invoke(null, null))
                .isInstanceOf(NoClassDefFoundError.class)
                .hasMessage("x/Absent");
        assertThat(home.running()).containsExactly("x");
    }

    @Test
    void theSecondClaimOnAKindFailsAndNamesBoth() throws Exception {
        home.add(new PluginSource("b").members(SAY).start(ON_SAY))
                .add(new PluginSource("a").members(SAY).start(ON_SAY).after("b"))
                .start();

        assertThat(home.running()).containsExactly("b");
        assertThat(home.failure("a"))
                .contains("on(): kind say is claimed by the plugins b and a; it stays with b");
        assertThat(home.table().find("say").plugin()).isEqualTo("b");
    }

    @Test
    void aRefusalThatThePluginSwallowsStillCounts() throws Exception {
        home.add(
                        new PluginSource("x")
                                .members(SAY)
                                .start(
                                        "try { context.endpoint(\"nonsense\", (m, c) -> {}); } catch (RuntimeException e) {}"
                                                + ON_SAY)
                                .stop(RECORD_ORDER.formatted("stopped")))
                .start();

        assertThat(home.failure("x")).contains("endpoint(\"nonsense\"): not a path such as /echo");
        assertThat(home.table().find("say")).isNull();
        assertThat(System.getProperty("plugins.order")).isEqualTo("stopped");
    }

    @Test
    void aStartThatHangsIsGivenUp() throws Exception {
        home.write("conf/switchboard.conf", "plugins.start-timeout = 100ms")
                .add(
                        new PluginSource("x")
                                .members(SAY)
                                .start(
                                        ON_SAY
                                                + "synchronized (this) { while (true) { try { wait(); } catch (InterruptedException e) { "
                                                + RECORD_ORDER.formatted("interrupted")
                                                + " context.endpoint(\"/late\", (m, c) -> {}); } } }"))
                .add(new PluginSource("y"))
                .start();

        assertThat(home.failure("x"))
                .startsWith("the start of the plugin x took more than 100 ms and was given up")
                .contains("called from plugin:x@1.2.3//x.Main.start", "java.lang.Object.wait");
        assertThat(home.running()).containsExactly("y");
        assertThat(home.table().claims()).isEmpty();
        Await.until(() -> "interrupted".equals(System.getProperty("plugins.order")));
        assertThat(home.table().claims()).isEmpty();
    }

    @Test
    void pluginsStartInOrderAndStopInReverse() throws Exception {
        for (String id : List.of("a", "b", "c", "d")) {
            PluginSource plugin =
                    new PluginSource(id)
                            .start(RECORD_ORDER.formatted("+" + id))
                            .stop(RECORD_ORDER.formatted("-" + id));
            home.add(
                    switch (id) {
                        case "a" -> plugin.after("d", "nobody");
                        case "b" -> plugin.after("a");
                        default -> plugin;
                    });
        }
        home.start();
        home.plugins.stop();

        assertThat(System.getProperty("plugins.order")).isEqualTo("+c +d +a +b -b -a -d -c");
        assertThat(home.plugins.describe())
                .extracting(PluginDescription::state)
                .containsOnly(Phase.STOPPED);
    }

    @Test
    void pluginsThatWaitForEachOtherDoNotStart() throws Exception {
        home.add(new PluginSource("a").after("b"))
                .add(new PluginSource("b").after("a"))
                .add(new PluginSource("c").after("a"))
                .start();

        assertThat(home.failure("a"))
                .isEqualTo("plugins wait for each other to start: a after b after a");
        assertThat(home.failure("b")).contains("b after a after b");
        assertThat(home.running()).containsExactly("c");
    }

    @Test
    void withoutAMandatoryPluginNothingRuns() {
        home.write("conf/switchboard.conf", "plugins.mandatory = [x]")
                .add(new PluginSource("a").stop(RECORD_ORDER.formatted("a stopped")))
                .add(new PluginSource("x").start("throw new Exception(\"no coffee\");"));

        assertThatThrownBy(home::start)
                .isInstanceOf(MandatoryPluginMissing.class)
                .hasMessage(
                        "plugins.mandatory lists x, which failed: java.lang.Exception: no coffee");
        assertThat(home.running()).isEmpty();
        assertThat(System.getProperty("plugins.order")).isEqualTo("a stopped");
        assertThat(home.table().claims()).isEmpty();
    }

    @Test
    void aMandatoryPluginThatDoesNotExistIsMissedByName() {
        home.write("conf/switchboard.conf", "plugins.mandatory = [chta]")
                .add(new PluginSource("chat"));

        assertThatThrownBy(home::start)
                .hasMessage("plugins.mandatory lists chta, but there are only [chat]");
    }

    @Test
    void aDisabledPluginIsNotTouched() throws Exception {
        home.write("conf/switchboard.conf", "plugins.disabled = [x, hello]")
                .write("plugins/x/x.jar", "not a jar");
        home.open()
                .builtIn(
                        "hello",
                        context -> {
                            throw new AssertionError();
                        })
                .start();

        assertThat(home.plugins.describe())
                .extracting(PluginDescription::id, PluginDescription::state)
                .containsExactly(tuple("hello", Phase.DISABLED), tuple("x", Phase.DISABLED));
    }

    @Test
    void aBuiltInPluginIsAPluginLikeAnyOther() throws Exception {
        List<String> seen = new ArrayList<>();
        home.open()
                .builtIn(
                        "hello",
                        context -> seen.add(context.config(Greeting.class).text()),
                        "text = hi")
                .start();

        assertThat(seen).containsExactly("hi");
        assertThat(home.plugin("hello").version()).isEqualTo("built-in");
        assertThat(home.running()).containsExactly("hello");
    }

    record Greeting(String text) {}

    @Test
    void aFolderMayNotTakeTheNameOfABuiltInPlugin() throws Exception {
        home.add(new PluginSource("hello"));
        home.open().builtIn("hello", context -> {}).start();

        assertThat(home.plugins.describe())
                .extracting(it -> it.state().sentence())
                .containsExactlyInAnyOrder(
                        "is running",
                        "failed: %s: a plugin of this name is part of the switch"
                                .formatted(folder.resolve("plugins/hello")));
    }

    @Test
    void codeOfThePluginFindsItsClassesThroughTheThread() throws Exception {
        String see = "see(\"%s\");";
        home.add(
                        new PluginSource("x")
                                .members(
                                        SAY
                                                + "void see(String where) { if (Thread.currentThread().getContextClassLoader() == Main.class.getClassLoader()) { "
                                                + RECORD_ORDER.replace("\"%s\"", "where")
                                                + " } }")
                                .start(
                                        see.formatted("start")
                                                + "context.on(Say.class, (say, sender) -> { %s });"
                                                        .formatted(see.formatted("handler"))
                                                + "context.scheduler().after(Duration.ofSeconds(1), () -> { %s });"
                                                        .formatted(see.formatted("task")))
                                .stop(see.formatted("stop")))
                .start();
        Guards.handle(home.table().find("say"), null);
        home.time.advance(Duration.ofSeconds(1));
        home.plugins.stop();

        assertThat(System.getProperty("plugins.order")).isEqualTo("start handler task stop");
        assertThat(Thread.currentThread().getContextClassLoader())
                .isSameAs(getClass().getClassLoader());
    }

    @Test
    void aStopThatThrowsOrHangsHoldsUpNobody() throws Exception {
        home.write("conf/switchboard.conf", "plugins.drain-timeout = 100ms")
                .add(new PluginSource("a").stop(RECORD_ORDER.formatted("a stopped")))
                .add(new PluginSource("b").stop("throw new Error(\"never\");"))
                .add(new PluginSource("c").stop("Thread.sleep(Duration.ofDays(1));"))
                .start();
        home.plugins.stop();

        assertThat(System.getProperty("plugins.order")).isEqualTo("a stopped");
        assertThat(home.plugins.describe())
                .extracting(PluginDescription::state)
                .containsOnly(Phase.STOPPED);
    }
}
