// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.attack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * The operator of a switch, who gives orders while others attack it: the first before anything else
 * begins, the others again and again on a thread of its own.
 */
abstract sealed class Operator implements Attack {
    private static final long PAUSE_MILLIS = 100;
    private static final int DONE = 200;

    private final Ground ground;
    private final HttpClient http = HttpClient.newHttpClient();
    private final LongAdder given = new LongAdder();
    private final Thread thread =
            Thread.ofPlatform().name("operator").daemon().unstarted(this::run);
    private volatile boolean isOver;

    private Operator(Ground ground) {
        this.ground = ground;
    }

    /** Revokes a token over and over. */
    static final class Revoking extends Operator {
        private final String id;

        Revoking(Ground ground, String id) {
            super(ground);
            this.id = id;
        }

        @Override
        void order(long before) throws IOException, InterruptedException {
            post("/revocations/token?name=" + id);
        }
    }

    /** Allows and denies in turn, to be in a room and to talk there. */
    static final class ChangingRights extends Operator {
        private final Path file;
        private final String configuration;
        private final String room;

        ChangingRights(Ground ground, String room) throws IOException {
            super(ground);
            this.room = room;
            file = ground.folder().resolve("conf/switchboard.conf");
            configuration = Files.readString(file);
        }

        @Override
        void order(long before) throws IOException, InterruptedException {
            String denied = before % 2 == 0 ? "join" : "publish";
            Files.writeString(
                    file,
                    configuration
                            + "rights.rules = [{ deny = [%s], rooms = [%s] }]%n"
                                    .formatted(denied, room));
            post("/reload");
        }
    }

    /**
     * Gives an order.
     *
     * @param before how many were given
     */
    abstract void order(long before) throws IOException, InterruptedException;

    final void post(String path) throws IOException, InterruptedException {
        String token = Files.readString(ground.folder().resolve("run/admin.token")).strip();
        var answer =
                http.send(
                        HttpRequest.newBuilder(
                                        URI.create("http://127.0.0.1:" + ground.adminPort() + path))
                                .header("Authorization", "Bearer " + token)
                                .POST(BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.ofString());
        if (answer.statusCode() != DONE) {
            throw new IOException("%s: %d %s".formatted(path, answer.statusCode(), answer.body()));
        }
        given.increment();
    }

    @Override
    public void begin() {
        try {
            order(0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        thread.start();
    }

    private void run() {
        try {
            while (!isOver) {
                Thread.sleep(PAUSE_MILLIS);
                order(given.sum());
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void end() {
        isOver = true;
    }

    @Override
    public Map<String, Long> gains() {
        return Map.of("orders", given.sum());
    }

    @Override
    public void close() {
        isOver = true;
        thread.interrupt();
        http.shutdownNow();
    }
}
