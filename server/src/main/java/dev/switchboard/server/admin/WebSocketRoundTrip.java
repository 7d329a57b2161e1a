// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.admin;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import com.codahale.metrics.health.HealthCheck;
import dev.switchboard.server.time.Time;
import dev.switchboard.server.transport.Probe;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A health check that does what a client does: opens a WebSocket to the switch, says {@code hello},
 * and waits for the answer, all within two seconds. This shows that the whole way works, whatever
 * its parts report.
 */
public final class WebSocketRoundTrip extends HealthCheck {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Supplier<URI> address;
    private final Supplier<Optional<SSLContext>> tls;
    private final Probe probe;
    private final Time time;

    /**
     * @param address where clients connect, as {@code ws:} or {@code wss:}, seen from this machine
     * @param tls how to speak with the switch, if it speaks TLS
     */
    public WebSocketRoundTrip(
            Supplier<URI> address, Supplier<Optional<SSLContext>> tls, Probe probe, Time time) {
        this.address = address;
        this.tls = tls;
        this.probe = probe;
        this.time = time;
    }

    @Override
    protected Result check() throws InterruptedException {
        long start = time.nanos();
        HttpClient http = client();
        try {
            Visit visit = new Visit();
            WebSocket socket =
                    within(
                            start,
                            http.newWebSocketBuilder()
                                    .header(Probe.HEADER, probe.token())
                                    .buildAsync(address.get(), visit));
            within(start, socket.sendText(visit.hello(), true));
            within(start, visit.answer);
            long micros = (time.nanos() - start) / 1000;
            within(start, socket.sendClose(WebSocket.NORMAL_CLOSURE, ""));
            return Result.builder().healthy().withDetail("microseconds", micros).build();
        } catch (TimeoutException e) {
            return unhealthy("no answer within " + PATIENCE.toSeconds() + " s");
        } catch (ExecutionException e) {
            return unhealthy(
                    e.getCause() instanceof WebSocketHandshakeException refusal
                            ? "refused with status " + refusal.getResponse().statusCode()
                            : String.valueOf(e.getCause()));
        } finally {
            http.shutdownNow();
        }
    }

    private <T> T within(long start, Future<T> step)
            throws InterruptedException, ExecutionException, TimeoutException {
        return step.get(PATIENCE.toNanos() - (time.nanos() - start), NANOSECONDS);
    }

    private HttpClient client() {
        HttpClient.Builder http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .proxy(HttpClient.Builder.NO_PROXY)
                        .connectTimeout(PATIENCE);
        tls.get().ifPresent(http::sslContext);
        return http.build();
    }

    private static Result unhealthy(String why) {
        return Result.builder().unhealthy().withMessage("%s", why).build();
    }

    /** What is heard on one connection. */
    private static final class Visit implements WebSocket.Listener {

        /** No other client knows it, so no message of another client is taken for the answer. */
        private final String id = "health-" + UUID.randomUUID();

        private final CompletableFuture<String> answer = new CompletableFuture<>();
        private final StringBuilder message = new StringBuilder();

        String hello() {
            return "{\"msg_type\":\"hello\",\"id\":\"" + id + "\"}";
        }

        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket socket, CharSequence part, boolean last) {
            message.append(part);
            if (last) {
                heard(message.toString());
                message.setLength(0);
            }
            socket.request(1);
            return null;
        }

        private void heard(String text) {
            if (!text.contains(id)) {
                return;
            }
            if (text.contains("\"msg_type\":\"error\"")) {
                answer.completeExceptionally(new IllegalStateException("hello was refused"));
            } else {
                answer.complete(text);
            }
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            answer.completeExceptionally(
                    new IllegalStateException("closed with " + code + " before it answered"));
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            answer.completeExceptionally(error);
        }
    }
}
