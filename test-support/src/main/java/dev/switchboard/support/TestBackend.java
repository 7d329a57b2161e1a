// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
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
import javax.net.ssl.SSLContext;

/** An owner's backend, which answers as a test wants it to. Any thread. */
public final class TestBackend implements AutoCloseable {

    /** What it does with a request whose body has been read. */
    public interface Behaviour {
        void answer(HttpExchange exchange) throws IOException, InterruptedException;
    }

    /** The same, with the text of the body. */
    public interface Reply {
        void answer(HttpExchange exchange, String json) throws IOException, InterruptedException;
    }

    /** A request that it got. */
    public record Asked(
            String path, String json, Map<String, List<String>> headers, int connection) {
        public String header(String name) {
            return String.join("|", headers.getOrDefault(name, List.of()));
        }
    }

    private final String scheme;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile Reply behaviour = (exchange, json) -> {};

    private TestBackend(String scheme, HttpServer server) {
        this.scheme = scheme;
        this.server = server;
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    /** One that speaks HTTP, on a free port. */
    public TestBackend() {
        this(0);
    }

    /** One that speaks HTTP on this port, as one does that comes back. */
    public TestBackend(int port) {
        this("http", bound(port, HttpServer::create));
    }

    /** One that speaks HTTPS. */
    public static TestBackend secure(SSLContext identity) {
        var server = bound(0, HttpsServer::create);
        server.setHttpsConfigurator(new HttpsConfigurator(identity));
        return new TestBackend("https", server);
    }

    /** Makes a server that is bound to an address. */
    private interface Maker<S extends HttpServer> {
        S at(InetSocketAddress address, int backlog) throws IOException;
    }

    private static <S extends HttpServer> S bound(int port, Maker<S> maker) {
        try {
            return maker.at(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 2000);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String json = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            asked.add(
                    new Asked(
                            exchange.getRequestURI().getPath(),
                            json,
                            Map.copyOf(exchange.getRequestHeaders()),
                            exchange.getRemoteAddress().getPort()));
            behaviour.answer(exchange, json);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public String url(String path) {
        return scheme + "://127.0.0.1:" + port() + path;
    }

    public TestBackend does(Behaviour wanted) {
        return does((exchange, json) -> wanted.answer(exchange));
    }

    public TestBackend does(Reply wanted) {
        behaviour = wanted;
        return this;
    }

    public TestBackend answers(String json) {
        return answers(200, json);
    }

    public TestBackend answers(int status, String text) {
        return does(exchange -> answer(exchange, status, text));
    }

    /** Takes requests and says nothing. */
    public TestBackend hangs() {
        return does(exchange -> end.await());
    }

    public static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    public List<Asked> asked() {
        return asked;
    }

    public void awaitAsked(int count) {
        Await.until(count + " requests", () -> asked.size() >= count);
    }

    /** From now on nobody listens. */
    public void shut() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @Override
    public void close() {
        shut();
    }
}
