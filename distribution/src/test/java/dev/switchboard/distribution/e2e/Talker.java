// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.distribution.e2e;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import dev.switchboard.support.Secrets;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A client on the JDK's own WebSocket that keeps everything it hears. All waits end with what is
 * waited for, or fail after a minute. One thread speaks at a time.
 */
final class Talker implements AutoCloseable {
    static final long PATIENCE_SECONDS = 60;
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Pattern CLIENT = Pattern.compile("\"client\":\"([^\"]+)\"");
    private static final Pattern TOKEN = Pattern.compile("\"token\":\"([^\"]+)\"");
    private static final AtomicInteger FENCES = new AtomicInteger();

    private final Ear ear;
    private final WebSocket socket;

    private Talker(Ear ear, WebSocket socket) {
        this.ear = ear;
        this.socket = socket;
    }

    static Talker at(URI address) throws Exception {
        return whenOpen(connecting(address));
    }

    /** The one path that is not {@code /ws}. */
    static Talker at(URI address, String path) throws Exception {
        return at(address.resolve(path));
    }

    /** Connects, and shows something secret in a header. */
    static CompletableFuture<Talker> showing(URI address, String header, String secret) {
        Secrets.known(secret.substring(secret.indexOf(' ') + 1));
        Ear ear = new Ear(false);
        return HTTP.newWebSocketBuilder()
                .header(header, secret)
                .buildAsync(address, ear)
                .thenApply(socket -> new Talker(ear, socket));
    }

    /** Connects and never reads. */
    static Talker whoNeverReads(URI address) throws Exception {
        return whenOpen(connecting(address, new Ear(true)));
    }

    static CompletableFuture<Talker> connecting(URI address) {
        return connecting(address, new Ear(false));
    }

    private static CompletableFuture<Talker> connecting(URI address, Ear ear) {
        return HTTP.newWebSocketBuilder()
                .buildAsync(address, ear)
                .thenApply(socket -> new Talker(ear, socket));
    }

    static Talker whenOpen(CompletableFuture<Talker> connecting) throws Exception {
        return connecting.get(PATIENCE_SECONDS, SECONDS);
    }

    /** Many at once, a few at a time. */
    static List<Talker> crowd(URI address, int size) throws Exception {
        List<Talker> crowd = new ArrayList<>(size);
        while (crowd.size() < size) {
            List<CompletableFuture<Talker>> some = new ArrayList<>();
            for (int i = crowd.size(); i < Math.min(size, crowd.size() + 50); i++) {
                some.add(connecting(address));
            }
            for (CompletableFuture<Talker> each : some) {
                crowd.add(whenOpen(each));
            }
        }
        return crowd;
    }

    /** Sends one text message; returns when the socket has taken it. */
    Talker say(String message) throws Exception {
        TOKEN.matcher(message).results().forEach(found -> Secrets.known(found.group(1)));
        socket.sendText(message, true).get(PATIENCE_SECONDS, SECONDS);
        return this;
    }

    /** Says who it is; the answer. */
    String login(String token) throws Exception {
        return ask("{\"msg_type\":\"auth\",\"token\":\"" + token + "\",\"id\":%s}");
    }

    Talker join(String room) throws Exception {
        ask("{\"msg_type\":\"join_room\",\"room\":\"" + room + "\",\"id\":%s}");
        return this;
    }

    void say(ByteBuffer message) throws Exception {
        socket.sendBinary(message, true).get(PATIENCE_SECONDS, SECONDS);
    }

    /** The next text message. */
    String hear() throws InterruptedException {
        return next(ear.texts);
    }

    /** The next text message that has this in it; those before it are lost. */
    String hear(String part) throws InterruptedException {
        String message = hear();
        while (!message.contains(part)) {
            message = hear();
        }
        return message;
    }

    ByteBuffer hearBinary() throws InterruptedException {
        return next(ear.binaries);
    }

    private <T> T next(BlockingQueue<T> messages) throws InterruptedException {
        for (int waited = 0; waited < PATIENCE_SECONDS * 10; waited++) {
            boolean wasGone = isGone();
            T message = messages.poll(wasGone ? 0 : 100, MILLISECONDS);
            if (message != null) {
                return message;
            }
            if (wasGone) {
                break;
            }
        }
        throw new AssertionError("heard nothing more; " + ear.farewell);
    }

    /** Sends a message with an id in place of {@code %s}; its answer. */
    String ask(String message) throws Exception {
        String id = "\"fence-" + FENCES.incrementAndGet() + "\"";
        say(message.formatted(id));
        return hear("\"id\":" + id);
    }

    /** All that the switch sent before it answers a question asked now. */
    List<String> heardUntilNow() throws Exception {
        String id = "\"fence-" + FENCES.incrementAndGet() + "\"";
        say("{\"msg_type\":\"hello\",\"id\":" + id + "}");
        List<String> heard = new ArrayList<>();
        for (String each = hear(); !each.contains("\"id\":" + id); each = hear()) {
            heard.add(each);
        }
        return heard;
    }

    /** All that is left to hear, after the connection has ended. */
    List<String> heardUntilTheEnd() throws Exception {
        farewell();
        return List.copyOf(ear.texts);
    }

    int waiting() {
        return ear.texts.size();
    }

    boolean isGone() {
        return ear.farewell.isDone();
    }

    /** How the connection ended. */
    Ear.Farewell farewell() throws InterruptedException, ExecutionException, TimeoutException {
        return ear.farewell.get(PATIENCE_SECONDS, SECONDS);
    }

    /** Our id, as the switch tells it. */
    String id() throws Exception {
        Matcher matcher = CLIENT.matcher(ask("{\"msg_type\":\"hello\",\"id\":%s}"));
        if (!matcher.find()) {
            throw new AssertionError("the answer to hello names no client");
        }
        return matcher.group(1);
    }

    @Override
    public void close() {
        socket.abort();
    }
}
