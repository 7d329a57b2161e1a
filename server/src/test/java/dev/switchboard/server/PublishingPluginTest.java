// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.api.PluginContext;
import dev.switchboard.api.Topic;
import dev.switchboard.server.config.Configuration;
import dev.switchboard.server.config.LiveSettings;
import dev.switchboard.server.metrics.PrometheusText;
import dev.switchboard.server.operation.Switchboard;
import dev.switchboard.server.plugin.PluginSource;
import dev.switchboard.server.time.SystemTime;
import dev.switchboard.support.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plugin that publishes without end, on threads of its own, beside others. */
class PublishingPluginTest {

    private static final String CONFIGURATION =
            """
            listen { host = 127.0.0.1, port = 0 }
            delivery { lanes = 1, outbox.bytes = 64 KiB }
            """;

    private static final PluginSource FLOOD =
            new PluginSource("flood")
                    .type("Noise", "@Kind(\"noise\") public record Noise(String text) {}")
                    .members(
                            """
                            volatile boolean isOver;
                            final List<Thread> threads = new ArrayList<>();

                            void flood(PluginContext context, Noise noise) {
                                var published = context.metrics().counter("published");
                                while (!isOver) {
                                    context.hub().publish(Topic.everyone(), noise);
                                    published.increment();
                                }
                            }
                            """)
                    .start(
                            """
                            var noise = new Noise("x".repeat(32 * 1024));
                            context.emits(Noise.class);
                            for (int n = 0; n < 4; n++) {
                                threads.add(Thread.ofVirtual().start(() -> flood(context, noise)));
                            }
                            """)
                    .stop(
                            """
                            isOver = true;
                            for (var thread : threads) {
                                thread.join();
                            }
                            """);

    @TempDir private Path home;

    private SystemTime time;
    private Switchboard switchboard;
    private final List<Peer> peers = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        FLOOD.packInto(home.resolve("plugins"));
        time = new SystemTime();
        var settings = new LiveSettings(Configuration.of(CONFIGURATION));
        switchboard = SwitchboardModule.assemble(settings, home::resolve, time);
        switchboard.plugins().builtIn("room", PublishingPluginTest::room);
        switchboard.start();
    }

    private static void room(PluginContext context) {
        context.endpoint(
                "/room", (message, _) -> context.hub().publish(Topic.path("/room"), message));
    }

    @AfterEach
    void close() {
        peers.forEach(peer -> peer.socket.abort());
        switchboard.close();
        time.close();
    }

    private Peer connect(String path) {
        var peer = new Peer(switchboard.port(), path);
        peers.add(peer);
        return peer;
    }

    private long metric(String name) {
        var line = Pattern.compile("^" + Pattern.quote(name) + " (\\d+)", Pattern.MULTILINE);
        var found = line.matcher(PrometheusText.of(switchboard.meters()));
        assertThat(found.find()).as(name).isTrue();
        return Long.parseLong(found.group(1));
    }

    private long published() {
        return metric("plugin_flood_published_total");
    }

    @Test
    void itTakesItsShareAndEndsInTimeWhileOthersAreServed() throws Exception {
        for (int n = 0; n < 5; n++) {
            connect("/ws");
        }
        var ann = connect("/room");
        var bob = connect("/room");
        ann.say("here");
        Await.until(() -> bob.next().equals("here"));
        long most = 0;
        for (int n = 0; n < 100; n++) {
            long before = published();
            ann.say("m" + n);
            assertThat(bob.next()).isEqualTo("m" + n);
            most = Math.max(most, metric("switchboard_delivery_memory_bytes{part=\"queues\"}"));
            Await.until("it is heard as well", () -> published() > before);
        }
        assertThat(most).as("an eighth of the queue, and not all of it").isBetween(1L, 3L << 20);
        long began = System.nanoTime();
        switchboard.close();

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
    }
}
