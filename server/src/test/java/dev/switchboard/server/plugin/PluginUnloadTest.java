// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.routing.FileRoute;
import dev.switchboard.server.routing.Receiver;
import dev.switchboard.server.routing.Visit;
import dev.switchboard.support.Await;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginUnloadTest {
    private static final String ASK = "{\"msg_type\":\"ask\",\"who\":{\"name\":\"there\"}}";

    @TempDir Path folder;

    @Test
    void packagePrivateAndNestedRecordsAreReadAndWritten() throws Exception {
        PluginHome home = new PluginHome(folder).add(everything()).start();
        try (Visit visit = new Visit(home.routes, home.calls, home.meters)) {
            assertThat(visit.say(visit.receiver("/ws"), ASK))
                    .containsExactly("{\"msg_type\":\"answer\",\"text\":\"hi there\"}");
        }
    }

    @Test
    void aPluginThatStoppedLeavesMemory() throws Exception {
        PluginHome home = new PluginHome(folder).add(everything()).start();
        try (Visit visit = new Visit(home.routes, home.calls, home.meters)) {
            Receiver raw = visit.receiver("/raw");
            WeakReference<ClassLoader> loader = use(home, visit, raw);
            home.plugins.stop();

            Await.until(() -> isGone(loader));
            assertThat(home.plugin("chat").state()).isEqualTo(PluginState.Phase.STOPPED);
            assertThat(visit.say(raw, "anybody there?")).last().isEqualTo("close 1011");
        }
    }

    @Test
    void aPluginThatFailedLeavesMemory() throws Exception {
        PluginHome home =
                new PluginHome(folder)
                        .add(
                                everything()
                                        .members(
                                                "static class Mishap extends Exception { Object[] heavy = {Main.class}; }")
                                        .start(
                                                "System.getProperties().put(\"plugins.loader\", new java.lang.ref.WeakReference<>(getClass().getClassLoader())); throw new Mishap();"))
                        .start();
        Object loader = System.getProperties().remove("plugins.loader");

        assertThat(home.failure("chat")).isEqualTo("chat.Main$Mishap");
        Await.until(() -> isGone((WeakReference<?>) loader));
    }

    private static boolean isGone(WeakReference<?> loader) {
        System.gc();
        return loader.refersTo(null);
    }

    /**
     * Has this thread, which lives on, and a connection, which does too, go through everything that
     * the plugin has, and forgets all but the loader.
     */
    private static WeakReference<ClassLoader> use(PluginHome home, Visit visit, Receiver raw)
            throws Exception {
        Receiver kinds = visit.receiver("/ws");
        assertThat(visit.say(kinds, ASK)).last().asString().contains("hi there");
        visit.say(kinds, "{\"msg_type\":\"fast\"}");
        visit.say(kinds, "{\"msg_type\":\"later\"}");
        assertThat(visit.say(raw, "as it is")).last().isEqualTo("as it is");
        FileRoute files = home.table().files("/page/").orElseThrow();
        assertThat(files.read("/page/")).isPresent();
        home.time.advance(Duration.ofSeconds(1));
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        assertThat(loader).isSameAs(PluginUnloadTest.class.getClassLoader());
        return new WeakReference<>(files.loader());
    }

    /** A plugin that uses all that there is. */
    private static PluginSource everything() {
        return new PluginSource("chat")
                .type("Answer", "@Kind(\"answer\") record Answer(String text) {}")
                .resource("reference.conf", "greeting = hi")
                .resource("web/index.html", "hello")
                .members(
                        """
                        record Settings(String greeting) {}
                        private record Who(String name) {}
                        @Kind("ask") private record Question(Who who) {}
                        @Kind("fast") record Fast() {}
                        @Kind("later") record Later() {}
                        private static final org.slf4j.Logger LOG = org.slf4j.LoggerFactory.getLogger(Main.class);
                        private static final System.Logger OTHER = System.getLogger("chat.Main");
                        """)
                .start(
                        """
                        Settings settings = context.config(Settings.class);
                        context.ask(Question.class, Answer.class, (question, sender) -> {
                            LOG.info("asked {}", question);
                            OTHER.log(System.Logger.Level.INFO, "asked");
                            context.logger().log(System.Logger.Level.INFO, () -> "asked " + question);
                            return new Answer(settings.greeting() + " " + question.who().name());
                        });
                        context.onInline(Fast.class, (fast, sender) -> {});
                        context.onAsync(Later.class, (later, sender) -> java.util.concurrent.CompletableFuture.completedStage(later));
                        context.endpoint("/raw", (message, sender) -> sender.send(message));
                        context.files("/page/", "web");
                        context.onConnect(client -> {});
                        context.scheduler().every(Duration.ofSeconds(1), () -> context.dataDirectory());
                        context.metrics().counter("questions").increment();
                        context.metrics().gauge("loaders", () -> getClass().hashCode());
                        """);
    }
}
