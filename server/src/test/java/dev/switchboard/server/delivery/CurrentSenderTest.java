// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CurrentSenderTest {

    private final MemoryPublisher client = new MemoryPublisher();
    private final MemoryPublisher plugin = new MemoryPublisher();
    private final ClassLoader loader = new LoaderOfPlugin(plugin);

    /** A class loader without classes. */
    private static final class LoaderOfPlugin extends ClassLoader
            implements CurrentSender.OfPlugin {

        private final Publisher plugin;

        LoaderOfPlugin(Publisher plugin) {
            this.plugin = plugin;
        }

        @Override
        public Publisher publisher() {
            return plugin;
        }
    }

    /** What a thread says, in which this loader is the context. */
    private static <T> @Nullable T on(ClassLoader context, Supplier<@Nullable T> question)
            throws Exception {
        var answer = new CompletableFuture<@Nullable T>();
        var thread = Thread.ofPlatform().unstarted(() -> answer.complete(question.get()));
        thread.setContextClassLoader(context);
        thread.start();
        return answer.get();
    }

    @Test
    void aThreadOfTheSwitchActsForNobody() throws Exception {
        assertThat(on(getClass().getClassLoader(), CurrentSender::get)).isNull();
    }

    @Test
    void aThreadOfAPluginActsForThePlugin() throws Exception {
        assertThat(on(loader, CurrentSender::get)).isSameAs(plugin);
    }

    @Test
    void soDoThreadsThatItStarts() throws Exception {
        var started =
                on(
                        loader,
                        () -> {
                            var answer = new CompletableFuture<@Nullable Publisher>();
                            Thread.startVirtualThread(() -> answer.complete(CurrentSender.get()));
                            return answer.join();
                        });

        assertThat(started).isSameAs(plugin);
    }

    @Test
    void whileItHandlesAMessageAThreadActsForTheClient() throws Exception {
        var handling =
                on(
                        loader,
                        () -> {
                            CurrentSender.set(client);
                            return CurrentSender.get();
                        });

        assertThat(handling).isSameAs(client);
    }
}
