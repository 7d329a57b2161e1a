// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.authhttp;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLException;

/**
 * Sends requests to the backend. It follows no redirects, so what clients show goes to the
 * configured address and nowhere else. It has no time limit of its own: whoever sends cancels what
 * takes too long. Any thread.
 */
final class Backend implements AutoCloseable {

    /** The longest answer that is read. */
    static final int LONGEST_ANSWER = 64 * 1024;

    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("auth-http-", 1).factory());

    /** HTTP/1.1: what may be under way at once is then the number of connections. */
    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(Redirect.NEVER)
                    .executor(threads)
                    .build();

    private final Optional<String> bearer;

    /** A backend that knows the switch by this secret, if there is one. */
    Backend(Optional<String> bearer) {
        this.bearer = bearer;
    }

    /**
     * A request that is under way.
     *
     * @param response what comes of it; cancelling it ends the request
     * @param progress whether anything has come
     */
    record Exchange(CompletableFuture<HttpResponse<byte[]>> response, Progress progress) {

        /**
         * Whether the connection broke before it brought anything, as one does that the backend has
         * closed because it was idle. Then the same request may well succeed on a new one.
         */
        boolean mayHaveBeenIdle(Throwable failure) {
            return !progress.hasBegun
                    && failure instanceof IOException
                    && !(failure instanceof ConnectException)
                    && !(failure instanceof SSLException);
        }

        /**
         * What went wrong, for the log. The text of the exception is left out: it may hold a part
         * of the answer, and the answer may hold a part of what was asked.
         */
        String words(Throwable failure) {
            return switch (failure) {
                case ConnectException _ -> "there is no connection";
                case SSLException _ -> "there is no secure connection";
                case IOException _ when progress.hasBegun ->
                        "its answer broke off, or is longer than 64 KiB";
                default -> "the connection broke (" + failure.getClass().getSimpleName() + ")";
            };
        }
    }

    /** Written by a thread of the client before the response is complete. */
    static final class Progress {
        private volatile boolean hasBegun;
    }

    /** Sends JSON. */
    Exchange post(URI url, byte[] json) {
        var request =
                HttpRequest.newBuilder(url)
                        .header("Content-Type", "application/json")
                        .header("Accept", "application/json")
                        .POST(BodyPublishers.ofByteArray(json));
        bearer.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
        var progress = new Progress();
        var whole = BodyHandlers.limiting(BodyHandlers.ofByteArray(), LONGEST_ANSWER);
        return new Exchange(
                client.sendAsync(
                        request.build(),
                        head -> {
                            progress.hasBegun = true;
                            return whole.apply(head);
                        }),
                progress);
    }

    /** What went wrong, without what the client wraps around it. */
    static Throwable cause(Throwable failure) {
        var inner = failure.getCause();
        return failure instanceof CompletionException && inner != null ? inner : failure;
    }

    @Override
    public void close() {
        client.shutdownNow();
        threads.shutdownNow();
    }
}
