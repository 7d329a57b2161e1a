// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.codec.Incoming;
import dev.switchboard.server.codec.MessageReader;
import dev.switchboard.server.config.Configuration;
import dev.switchboard.server.routing.Route;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginUnloadTest {
    @TempDir Path folder;

    @Test
    void packagePrivateAndNestedRecordsAreReadAndWritten() throws Exception {
        PluginHome home = new PluginHome(folder).add(everything()).start();

        assertThat(answer(home)).hasToString("Answer[text=hi there]");
    }

    @Test
    void aPluginThatStoppedLeavesMemory() throws Exception {
        PluginHome home = new PluginHome(folder).add(everything()).start();
        WeakReference<ClassLoader> loader = use(home);
        home.plugins.stop();

        Await.until(() -> isGone(loader));
        assertThat(home.plugin("chat").state()).isEqualTo(PluginState.Phase.STOPPED);
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

    /** Sends a message through, and forgets all but the loader. */
    private static WeakReference<ClassLoader> use(PluginHome home) throws Exception {
        Object answer = answer(home);
        home.time.pass(Duration.ofSeconds(1));
        assertThat(answer.getClass().getClassLoader().getName()).isEqualTo("plugin:chat@1.2.3");
        return new WeakReference<>(answer.getClass().getClassLoader());
    }

    private static Object answer(PluginHome home) throws Exception {
        var limits = Configuration.of("").settings().messages().json();
        MessageReader reader = new MessageReader(() -> limits);
        byte[] text = "{\"msg_type\":\"ask\",\"who\":{\"name\":\"there\"}}".getBytes(UTF_8);
        return switch (reader.read(text, home.table())) {
            case Incoming.Accepted<Route>(var route, var message, _) ->
                    route.call().invoke(message, null);
            case Incoming.Refused<Route> refused -> throw new AssertionError(refused);
        };
    }

    /** A plugin that uses all that there is. */
    private static PluginSource everything() {
        return new PluginSource("chat")
                .type("Answer", "@Kind(\"answer\") record Answer(String text) {}")
                .resource("reference.conf", "greeting = hi")
                .members(
                        """
                        record Settings(String greeting) {}
                        private record Who(String name) {}
                        @Kind("ask") private record Question(Who who) {}
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
                        context.onConnect(client -> {});
                        context.scheduler().every(Duration.ofSeconds(1), () -> context.dataDirectory());
                        context.metrics().counter("questions").increment();
                        context.metrics().gauge("loaders", () -> getClass().hashCode());
                        """);
    }
}
