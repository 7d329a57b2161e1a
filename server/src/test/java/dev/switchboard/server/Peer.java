// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A client with a real socket, which keeps what it got. */
final class Peer implements WebSocket.Listener {

    private final BlockingQueue<String> got = new LinkedBlockingQueue<>();
    private final StringBuilder part = new StringBuilder();
    final WebSocket socket;

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

    /** Waits until the switch knows this client, and returns its id. */
    String hello() throws InterruptedException {
        say("{\"msg_type\":\"hello\"}");
        String welcome = next();
        assertThat(welcome).startsWith("{\"msg_type\":\"hello\"");
        return welcome.replaceAll(".*\"client\":\"([^\"]+)\".*", "$1");
    }

    /** The next message, or how the connection was closed. */
    String next() throws InterruptedException {
        String message = got.poll(10, TimeUnit.SECONDS);
        return message == null ? "nothing within 10 s" : message;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            got.add(part.toString());
            part.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        got.add("closed with " + code + " " + reason);
        return null;
    }
}
