// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.api.Json;
import dev.switchboard.api.Kind;
import dev.switchboard.api.MessagePlugin;
import dev.switchboard.api.Topic;
import dev.switchboard.server.config.Configuration;
import dev.switchboard.server.config.LiveSettings;
import dev.switchboard.server.time.SystemTime;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SwitchboardTest {
    @Kind("chat")
    record Chat(Json content) {}

    @Kind("chat")
    record Said(String from, Json content) {}

    @TempDir Path home;

    @Test
    void twoClientsTalk() throws Exception {
        try (var time = new SystemTime();
                var switchboard =
                        SwitchboardModule.assemble(
                                new LiveSettings(
                                        Configuration.of("listen { host = 127.0.0.1, port = 0 }")),
                                home::resolve,
                                time)) {
            MessagePlugin chat =
                    context ->
                            context.onInline(
                                            Chat.class,
                                            (c, sender) ->
                                                    context.hub()
                                                            .publishExcept(
                                                                    sender,
                                                                    Topic.everyone(),
                                                                    new Said(
                                                                            sender.id(),
                                                                            c.content())))
                                    .endpoint("/echo", (m, sender) -> sender.send(m));
            switchboard.plugins().builtIn("chat", chat);
            switchboard.start();
            var a = new Peer(switchboard.port(), "/ws");
            var b = new Peer(switchboard.port(), "/");
            a.say("{\"msg_type\":\"hello\",\"id\":1}");
            System.err.println(a.next());
            b.say("{\"msg_type\":\"hello\"}");
            System.err.println(b.next());
            a.say("{\"msg_type\":\"chat\",\"content\":\"hi\",\"id\":\"x\"}");
            System.err.println(a.next());
            System.err.println(b.next());
            a.say("{\"msg_type\":\"caht\",\"content\":\"hi\",\"id\":\"x\"}");
            System.err.println(a.next());
            a.say("{\"msg_type\":\"chat\",\"id\":\"x\"}");
            System.err.println(a.next());
            var e = new Peer(switchboard.port(), "/echo");
            e.say("x".repeat(60000));
            assertThat(e.next()).hasSize(60000);
            switchboard.drain();
            System.err.println(b.next());
            System.err.println(b.next());
            System.err.println(e.next());
        }
    }

    static final class Peer implements WebSocket.Listener {
        final BlockingQueue<String> got = new LinkedBlockingQueue<>();
        final WebSocket socket;
        final StringBuilder part = new StringBuilder();

        Peer(int port, String path) {
            socket =
                    HttpClient.newHttpClient()
                            .newWebSocketBuilder()
                            .buildAsync(URI.create("ws://127.0.0.1:" + port + path), this)
                            .join();
        }

        void say(String text) {
            socket.sendText(text, true).join();
        }

        String next() throws InterruptedException {
            return got.poll(5, TimeUnit.SECONDS);
        }

        @Override
        public CompletionStage<?> onText(WebSocket s, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                got.add(part.toString());
                part.setLength(0);
            }
            s.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket s, int code, String reason) {
            got.add(code + " " + reason);
            return null;
        }
    }
}
