// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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
    private final AdminClient admin;

    /** How the switch closed a connection too early, if it did. Set by any thread. */
    private volatile Optional<Throwable> closed = Optional.empty();

    Exercise(String websocket, AdminClient admin) {
        this.websocket = websocket;
        this.admin = admin;
    }

    void run() throws IOException {
        try {
            talk();
            echo();
            look();
        } catch (CompletionException failure) {
            throw new IOException(
                    "the exercise did not go through: " + closed.orElse(failure.getCause()),
                    failure);
        }
    }

    private void talk() {
        List<Visitor> all = Stream.generate(() -> new Visitor(websocket)).limit(CLIENTS).toList();
        say(all, 0, "{\"msg_type\":\"hello\",\"id\":1}");
        say(all, 0, "{\"msg_type\":\"join_room\",\"id\":2,\"room\":\"everybody\"}");
        say(all, 0, "{\"msg_type\":\"join_room\",\"room\":\"room %2$d\"}");
        for (int round = 0; round < ROUNDS; round++) {
            say(
                    all,
                    round,
                    "{\"msg_type\":\"room_message\",\"room\":\"everybody\",\"content\":\"message %3$d of %1$d\"}");
            say(
                    all,
                    round,
                    "{\"msg_type\":\"room_message\",\"room\":\"room %2$d\",\"id\":\"%3$d\",\"content\":{\"text\":\"\\u00fc %1$d\"}}");
            if (round % 20 == 0) {
                say(all, round, "{\"msg_type\":\"chat\",\"content\":\"to all, from %1$d\"}");
                say(all, round, "{\"msg_type\":\"leave_room\",\"room\":\"nowhere\",\"id\":3}");
            }
        }
        say(all.subList(0, 1), 0, "{\"msg_type\":\"chat\",\"content\":\"" + END + "\"}");
        say(all.subList(1, 2), 0, "{\"msg_type\":\"chat\",\"content\":\"" + END + "\"}");
        all.forEach(Visitor::leave);
    }

    private void echo() {
        var visitor = new Visitor(websocket.replaceFirst("/ws$", "/echo"));
        for (int round = 0; round < ROUNDS; round++) {
            say(List.of(visitor), round, "echo %3$d");
            await(visitor.socket.sendBinary(ByteBuffer.allocate(100), true));
        }
        say(List.of(visitor), 0, END);
        visitor.leave();
    }

    /** The page, and what operators look at. */
    private void look() throws IOException {
        String page = websocket.replaceFirst("^ws", "http").replaceFirst("/ws$", "/");
        await(
                http.sendAsync(
                        HttpRequest.newBuilder(URI.create(page)).build(),
                        BodyHandlers.discarding()));
        for (String path : List.of("/metrics", "/health", "/readyz", "/info")) {
            admin.ask(path);
        }
    }

    /**
     * Each says something; returns when all of it is on its way.
     *
     * @param words in which the speaker's number, its room's and that of the round are put
     */
    private static void say(List<Visitor> all, int round, String words) {
        await(
                CompletableFuture.allOf(
                        IntStream.range(0, all.size())
                                .mapToObj(each ->
                                        all.get(each)
                                                .socket
                                                .sendText(
                                                        words.formatted(each, each % 5, round),
                                                        true))
                                .toArray(CompletableFuture<?>[]::new)));
    }

    private static <T> T await(CompletableFuture<T> step) {
        return step.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    /** Hears everything, and stays until the end. Java calls it from one thread at a time. */
    private final class Visitor implements WebSocket.Listener {

        private final CompletableFuture<Boolean> end = new CompletableFuture<>();
        private final WebSocket socket;

        Visitor(String address) {
            var opening = http.newWebSocketBuilder().connectTimeout(PATIENCE);
            this.socket = await(opening.buildAsync(URI.create(address), this));
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence words, boolean last) {
            if (words.toString().contains(END)) {
                end.complete(true);
            }
            from.request(1);
            return CompletableFuture.completedStage(from);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            closed = Optional.of(new IOException("closed with " + code + " " + reason));
            end.completeExceptionally(closed.get());
            return CompletableFuture.completedStage(from);
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            end.completeExceptionally(error);
        }

        void leave() {
            await(end);
            await(socket.sendClose(WebSocket.NORMAL_CLOSURE, ""));
        }
    }
}
