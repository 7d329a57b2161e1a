// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.cli;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * A busy minute of a switch, in a few seconds: clients come, talk in rooms and to each other, echo,
 * ask for pages and figures, and go. Java watches the switch meanwhile and keeps in its start cache
 * what it used. Runs beside the switch, in a process and on a thread of its own.
 */
final class Exercise implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CLIENTS = 40;
    private static final int ROUNDS = 250;
    private static final String END = "the end of the exercise";

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final String websocket;
    private final String admin;

    Exercise(String websocket, String admin) {
        this.websocket = websocket;
        this.admin = admin;
    }

    void run() throws IOException {
        try {
            talk();
            echo();
            look();
        } catch (CompletionException | ExecutionException | TimeoutException failure) {
            throw new IOException("the exercise did not go through", failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(interrupted);
        }
    }

    private void talk() throws ExecutionException, InterruptedException, TimeoutException {
        var ended = new CountDownLatch(CLIENTS);
        List<WebSocket> clients = new ArrayList<>();
        for (int each = 0; each < CLIENTS; each++) {
            clients.add(connect(websocket, new Ear(ended)));
        }
        all(clients, _ -> "{\"msg_type\":\"hello\",\"id\":1}");
        all(clients, _ -> "{\"msg_type\":\"join_room\",\"id\":2,\"room\":\"everybody\"}");
        all(
                clients,
                each -> "{\"msg_type\":\"join_room\",\"room\":\"room %d\"}".formatted(each % 5));
        for (int round = 0; round < ROUNDS; round++) {
            int now = round;
            all(
                    clients,
                    each ->
                            "{\"msg_type\":\"room_message\",\"room\":\"everybody\",\"content\":\"message %d of %d\"}"
                                    .formatted(now, each));
            all(
                    clients,
                    each ->
                            "{\"msg_type\":\"room_message\",\"room\":\"room %d\",\"id\":\"%d\",\"content\":{\"text\":\"\\u00fc %d\"}}"
                                    .formatted(each % 5, now, each));
            if (round % 20 == 0) {
                all(
                        clients,
                        each ->
                                "{\"msg_type\":\"chat\",\"content\":\"to all, from %d\"}"
                                        .formatted(each));
                all(clients, _ -> "{\"msg_type\":\"leave_room\",\"room\":\"nowhere\",\"id\":3}");
            }
        }
        all(clients.subList(0, 1), _ -> "{\"msg_type\":\"chat\",\"content\":\"" + END + "\"}");
        all(clients.subList(1, 2), _ -> "{\"msg_type\":\"chat\",\"content\":\"" + END + "\"}");
        if (!ended.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new TimeoutException(ended.getCount() + " clients did not hear the end");
        }
        for (WebSocket client : clients) {
            client.sendClose(WebSocket.NORMAL_CLOSURE, "")
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private void echo() throws ExecutionException, InterruptedException, TimeoutException {
        var ended = new CountDownLatch(1);
        WebSocket client = connect(websocket.replaceFirst("/ws$", "/echo"), new Ear(ended));
        for (int round = 0; round < ROUNDS; round++) {
            client.sendText("echo " + round, true).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            client.sendBinary(ByteBuffer.allocate(100), true)
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        all(List.of(client), _ -> END);
        if (!ended.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new TimeoutException("the echo did not come back");
        }
        client.sendClose(WebSocket.NORMAL_CLOSURE, "").get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** The page, and what operators look at. */
    private void look() throws IOException, InterruptedException {
        String page = websocket.replaceFirst("^ws", "http").replaceFirst("/ws$", "/");
        for (String address :
                List.of(
                        page,
                        admin + "/metrics",
                        admin + "/health",
                        admin + "/readyz",
                        admin + "/info")) {
            var request = HttpRequest.newBuilder(URI.create(address)).timeout(PATIENCE).build();
            http.send(request, BodyHandlers.discarding());
        }
    }

    private WebSocket connect(String address, Ear ear)
            throws ExecutionException, InterruptedException, TimeoutException {
        return http.newWebSocketBuilder()
                .connectTimeout(PATIENCE)
                .buildAsync(URI.create(address), ear)
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** Each says something; returns when all of it is on its way. */
    private static void all(List<WebSocket> clients, Function<Integer, String> words)
            throws ExecutionException, InterruptedException, TimeoutException {
        List<CompletableFuture<WebSocket>> sent = new ArrayList<>();
        for (int each = 0; each < clients.size(); each++) {
            sent.add(clients.get(each).sendText(words.apply(each), true));
        }
        for (CompletableFuture<WebSocket> each : sent) {
            each.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    /** Hears everything, and waits for the end. Its client calls it from one thread at a time. */
    private static final class Ear implements WebSocket.Listener {
        private final CountDownLatch ended;
        private boolean hasHeard;

        Ear(CountDownLatch ended) {
            this.ended = ended;
        }

        @Override
        public CompletionStage<?> onText(WebSocket client, CharSequence words, boolean last) {
            if (!hasHeard && words.toString().contains(END)) {
                hasHeard = true;
                ended.countDown();
            }
            client.request(1);
            return CompletableFuture.completedStage(client);
        }
    }
}
