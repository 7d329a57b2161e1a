// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.authhttp;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.switchboard.support.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An owner's backend, which answers as a test wants it to. Any thread. */
final class TestBackend implements AutoCloseable {

    /** What it does with a request whose body has been read. */
    interface Behaviour {
        void answer(HttpExchange exchange) throws IOException, InterruptedException;
    }

    /** A request that it got. */
    record Asked(String path, String json, Map<String, List<String>> headers, int connection) {
        String header(String name) {
            return String.join("|", headers.getOrDefault(name, List.of()));
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile Behaviour behaviour = exchange -> {};

    TestBackend() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 2000);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            asked.add(
                    new Asked(
                            exchange.getRequestURI().getPath(),
                            new String(exchange.getRequestBody().readAllBytes(), UTF_8),
                            Map.copyOf(exchange.getRequestHeaders()),
                            exchange.getRemoteAddress().getPort()));
            behaviour.answer(exchange);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    TestBackend does(Behaviour wanted) {
        behaviour = wanted;
        return this;
    }

    TestBackend answers(String json) {
        return answers(200, json);
    }

    TestBackend answers(int status, String text) {
        return does(exchange -> answer(exchange, status, text));
    }

    /** Takes requests and says nothing. */
    TestBackend hangs() {
        return does(exchange -> end.await());
    }

    static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    List<Asked> asked() {
        return asked;
    }

    void awaitAsked(int count) {
        Await.until(count + " requests", () -> asked.size() >= count);
    }

    /** From now on nobody listens. */
    void shut() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @Override
    public void close() {
        shut();
    }
}
