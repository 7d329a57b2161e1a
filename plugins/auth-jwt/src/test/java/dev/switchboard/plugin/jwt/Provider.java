// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.jwt;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/**
 * An OpenID Connect provider as far as keys are concerned: a discovery document and a key set, over
 * HTTP or HTTPS on this machine. A test can have it answer in every wrong way.
 */
final class Provider implements AutoCloseable {

    static final String DISCOVERY = "/.well-known/openid-configuration";
    static final String KEYS = "/keys";

    /** Answers a request. */
    @FunctionalInterface
    interface Way {
        void answer(HttpExchange exchange) throws IOException, InterruptedException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final String scheme;

    /** How often the key set was asked for. */
    final AtomicInteger asked = new AtomicInteger();

    private volatile Way discovery;
    private volatile Way keys = exchange -> send(exchange, 404, "");

    private Provider(Optional<SSLContext> identity) {
        scheme = identity.isPresent() ? "https" : "http";
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try {
            if (identity.isPresent()) {
                var secure = HttpsServer.create(address, 0);
                secure.setHttpsConfigurator(new HttpsConfigurator(identity.get()));
                server = secure;
            } else {
                server = HttpServer.create(address, 0);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        discovery = json(document(issuer(), issuer() + KEYS));
        server.setExecutor(threads);
        server.createContext(DISCOVERY, exchange -> answer(discovery, exchange));
        server.createContext(
                KEYS,
                exchange -> {
                    asked.incrementAndGet();
                    answer(keys, exchange);
                });
        server.start();
    }

    static Provider start() {
        return new Provider(Optional.empty());
    }

    static Provider startSecure(SSLContext identity) {
        return new Provider(Optional.of(identity));
    }

    String issuer() {
        return "%s://localhost:%d".formatted(scheme, server.getAddress().getPort());
    }

    Provider publishing(Map<String, KeyPair> pairs) {
        return answering(json(set(pairs)));
    }

    Provider answering(Way way) {
        keys = way;
        return this;
    }

    Provider discoveredAs(Way way) {
        discovery = way;
        return this;
    }

    static String document(String issuer, String keys) {
        return "{\"issuer\":\"%s\",\"jwks_uri\":\"%s\"}".formatted(issuer, keys);
    }

    static Way json(String text) {
        return exchange -> send(exchange, 200, text);
    }

    static Way status(int code) {
        return exchange -> send(exchange, code, "{}");
    }

    static Way redirect(String to) {
        return exchange -> {
            exchange.getResponseHeaders().set("Location", to);
            send(exchange, 302, "");
        };
    }

    static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    /** The public keys of these pairs, by their ids, as a JSON Web Key Set. */
    static String set(Map<String, KeyPair> pairs) {
        return pairs.entrySet().stream()
                .map(pair -> key(pair.getKey(), pair.getValue()))
                .collect(Collectors.joining(",", "{\"keys\":[", "]}"));
    }

    private static String key(String id, KeyPair pair) {
        try {
            var key = PublicJsonWebKey.Factory.newPublicJwk(pair.getPublic());
            key.setKeyId(id);
            return key.toJson();
        } catch (JoseException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void answer(Way way, HttpExchange exchange) throws IOException {
        try (exchange) {
            way.answer(exchange);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
