// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.api.Json;
import dev.switchboard.api.Kind;
import dev.switchboard.api.PluginContext;
import dev.switchboard.api.Topic;
import dev.switchboard.server.config.Configuration;
import dev.switchboard.server.config.LiveSettings;
import dev.switchboard.server.operation.Switchboard;
import dev.switchboard.server.time.SystemTime;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole switch, from a client's socket to another's, with everything real. */
class SwitchboardTest {

    @Kind("chat")
    private record Chat(Json content) {}

    @Kind("chat")
    private record Said(String from, Json content) {}

    private static final String CONFIGURATION =
            """
            listen { host = 127.0.0.1, port = 0 }
            drain { window = 0s, return-window = 100ms }
            """;

    @TempDir Path home;

    private SystemTime time;
    private LiveSettings settings;
    private Switchboard switchboard;

    @BeforeEach
    void start() throws Exception {
        time = new SystemTime();
        settings = new LiveSettings(Configuration.of(CONFIGURATION));
        switchboard = SwitchboardModule.assemble(settings, home::resolve, time);
        switchboard.plugins().builtIn("chat", SwitchboardTest::chat);
        switchboard.start();
    }

    @AfterEach
    void stop() {
        switchboard.close();
        time.close();
    }

    private static void chat(PluginContext context) {
        context.onInline(
                        Chat.class,
                        (chat, sender) ->
                                context.hub()
                                        .publishExcept(
                                                sender,
                                                Topic.everyone(),
                                                new Said(sender.id(), chat.content())))
                .endpoint("/echo", (message, sender) -> sender.send(message));
    }

    @Test
    void moreSelectorsThanThreadsGetTheThreadsTheyNeed() throws Exception {
        try (var running =
                RunningSwitch.with("listen { selectors = 40, max-threads = 16 }", context -> {})) {
            assertThat(running.port()).isPositive();
        }
    }

    @Test
    void whatOneClientSaysTheOthersHear() throws Exception {
        var ann = new Peer(switchboard.port(), "/ws");
        var bob = new Peer(switchboard.port(), "/");
        String id = ann.hello();
        bob.hello();
        ann.say("{\"msg_type\":\"chat\",\"content\":{\"n\":[1,null]},\"id\":\"x\"}");
        assertThat(bob.next())
                .isEqualTo(
                        "{\"msg_type\":\"chat\",\"from\":\"%s\",\"content\":{\"n\":[1,null]}}"
                                .formatted(id));
        assertThat(ann.next()).isEqualTo("{\"msg_type\":\"ok\",\"id\":\"x\"}");
    }

    @Test
    void helloTellsTheLimitsOfJson() throws Exception {
        var ann = new Peer(switchboard.port(), "/ws");
        ann.say("{\"msg_type\":\"hello\"}");
        assertThat(ann.next())
                .contains("\"max_message_bytes\":65536,\"max_json_depth\":16,")
                .contains("\"max_json_fields\":1000,\"max_json_string_length\":65536,")
                .contains("\"max_json_number_digits\":32,\"max_json_name_bytes\":64,");
    }

    @Test
    void whatIsWrongIsExplainedAndTheConnectionStays() throws Exception {
        var ann = new Peer(switchboard.port(), "/ws");
        ann.say("{\"msg_type\":\"caht\",\"content\":\"hi\",\"id\":\"x\"}");
        assertThat(ann.next())
                .startsWith("{\"msg_type\":\"error\",\"id\":\"x\",\"code\":\"unknown_kind\"")
                .contains("chat");
        ann.say("{\"msg_type\":\"chat\",\"id\":\"y\"}");
        assertThat(ann.next())
                .startsWith("{\"msg_type\":\"error\",\"id\":\"y\",\"code\":\"bad_field\"")
                .contains("\"field\":\"content\"");
        assertThat(ann.hello()).isNotEmpty();
    }

    @Test
    void aRawPathGetsWhatItSent() throws Exception {
        var peer = new Peer(switchboard.port(), "/echo");
        String large = "x".repeat(60_000);
        peer.say(large);
        assertThat(peer.next()).isEqualTo(large);
    }

    @Test
    void aDrainTellsEverybodyWhenToReturn() throws Exception {
        var ann = new Peer(switchboard.port(), "/ws");
        var raw = new Peer(switchboard.port(), "/echo");
        ann.hello();
        switchboard.drain(settings.current().drain());
        assertThat(ann.next()).startsWith("{\"msg_type\":\"goaway\",\"retry_after_ms\":");
        assertThat(ann.next()).startsWith("closed with 1012");
        assertThat(raw.next()).startsWith("closed with 1012");
    }

    @Test
    void inAHurryEverybodyStillHearsGoodBye() throws Exception {
        var ann = new Peer(switchboard.port(), "/ws");
        ann.hello();
        switchboard.hurry();
        assertThat(ann.next()).startsWith("closed with 1001");
    }
}
