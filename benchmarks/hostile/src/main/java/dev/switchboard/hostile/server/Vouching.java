// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Setup.Authority} needs beside the switch: settings, and a server that does not
 * answer as it should.
 */
final class Vouching implements AutoCloseable {
    private static final long TRICKLE_MILLIS = 100;
    private static final String GARBAGE = "{\"keys\":[{\"kty\":\"OKP\",\"x\":[[[[ \u0000";

    private final String settings;
    private final @Nullable HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger asked = new AtomicInteger();

    private Vouching(String settings) {
        this.settings = settings;
        server = null;
    }

    private Vouching(String settings, Behaviour behaviour) throws IOException {
        HttpServer started =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        started.setExecutor(threads);
        started.createContext("/", exchange -> answer(exchange, behaviour));
        started.start();
        server = started;
        this.settings =
                settings.formatted("http://127.0.0.1:" + started.getAddress().getPort() + "/");
    }

    /** What it does with a request, by how many came before. */
    private interface Behaviour {
        void answer(HttpExchange exchange, int before) throws IOException, InterruptedException;
    }

    /**
     * Makes it ready.
     *
     * @param folder of the switch
     */
    static Vouching of(Setup.Authority authority, Path folder) throws IOException {
        return switch (authority) {
            case NOBODY -> new Vouching("");
            case ISSUER -> new Vouching(IssuerOfTokens.in(folder));
            case BAD_ISSUER ->
                    new Vouching(IssuerOfTokens.settings("jwks = \"%s\""), Vouching::badly);
            case HANGING_BACKEND ->
                    new Vouching(
                            "plugins.auth-http.connect-url = \"%s\"\n",
                            (exchange, before) -> hang());
        };
    }

    String settings() {
        return settings;
    }

    private static void badly(HttpExchange exchange, int before)
            throws IOException, InterruptedException {
        switch (before % 3) {
            case 0 -> hang();
            case 1 -> trickle(exchange);
            default -> {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write(GARBAGE.getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static void hang() throws InterruptedException {
        Thread.sleep(Long.MAX_VALUE);
    }

    private static void trickle(HttpExchange exchange) throws IOException, InterruptedException {
        exchange.sendResponseHeaders(200, 0);
        while (true) {
            exchange.getResponseBody().write(' ');
            exchange.getResponseBody().flush();
            Thread.sleep(TRICKLE_MILLIS);
        }
    }

    private void answer(HttpExchange exchange, Behaviour behaviour) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            behaviour.answer(exchange, asked.getAndIncrement());
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        if (server != null) {
            server.stop(0);
        }
        threads.shutdownNow();
    }
}
