// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.server.transport.AllowedHosts;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a request in or turns it away: its host, its path, its method, its token, its size, in this
 * order. Runs on a thread of the admin's own, so an endpoint may block for a while.
 */
final class AdminHandler extends Handler.Abstract {

    private static final Logger LOG = LoggerFactory.getLogger(AdminHandler.class);

    /** Nothing here reads what a request carries. */
    private static final long LARGEST_BODY = 1024;

    private final AllowedHosts host;
    private final Token token;
    private final Map<String, Map<Method, Endpoint>> endpoints = new HashMap<>();

    AdminHandler(AllowedHosts host, Token token, List<Endpoint> endpoints) {
        this.host = host;
        this.token = token;
        for (Endpoint each : endpoints) {
            this.endpoints
                    .computeIfAbsent(each.path(), _ -> new EnumMap<>(Method.class))
                    .put(each.method(), each);
        }
    }

    /** What an endpoint may be answered with by this class. */
    static List<Promised> refusals(Endpoint endpoint) {
        List<Promised> all = new ArrayList<>();
        if (endpoint.isOrder() || !endpoint.parameters().isEmpty()) {
            all.add(Promised.text(400, "What is wrong with the parameters."));
        }
        if (endpoint.isOrder()) {
            all.add(Promised.text(401, "It needs a token."));
        }
        all.add(Promised.text(413, "A request needs no body."));
        all.add(Promised.text(421, "The host that the request names is not known."));
        all.add(Promised.text(500, "Something is wrong inside, and the log says what."));
        return all;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        try {
            var endpoint = endpoint(request);
            admit(request, endpoint);
            var query = Query.of(request, endpoint.parameters(), endpoint.isOrder());
            var _ = ask(endpoint, query).thenAccept(answer -> send(answer, response, callback));
        } catch (Refused refused) {
            refused.headers().forEach((name, value) -> response.getHeaders().put(name, value));
            send(refused.answer(), response, callback);
        }
        return true;
    }

    private Endpoint endpoint(Request request) throws Refused {
        if (!host.answersTo(Request.getServerName(request))) {
            throw new Refused(
                    HttpStatus.MISDIRECTED_REQUEST_421,
                    "this is the admin of a switch; use its address, localhost or admin.host");
        }
        String path = Request.getPathInContext(request);
        var methods = endpoints.getOrDefault(path, Map.of());
        if (methods.isEmpty()) {
            throw new Refused(HttpStatus.NOT_FOUND_404, "there is no such page; see /");
        }
        var endpoint = Method.of(request.getMethod()).map(methods::get);
        if (endpoint.isEmpty()) {
            String allowed =
                    methods.keySet().stream()
                            .map(Method::allowed)
                            .collect(Collectors.joining(", "));
            throw new Refused(
                    HttpStatus.METHOD_NOT_ALLOWED_405,
                    path + " takes " + allowed,
                    Map.of("Allow", allowed));
        }
        return endpoint.get();
    }

    private void admit(Request request, Endpoint endpoint) throws Refused {
        if (endpoint.isOrder() && !token.isIn(request.getHeaders().get(HttpHeader.AUTHORIZATION))) {
            throw new Refused(
                    HttpStatus.UNAUTHORIZED_401,
                    "this needs the header Authorization: Bearer <what is in run/admin.token>",
                    Map.of("WWW-Authenticate", "Bearer"));
        }
        if (request.getLength() > LARGEST_BODY) {
            throw new Refused(HttpStatus.PAYLOAD_TOO_LARGE_413, "a request needs no body");
        }
    }

    private CompletionStage<Answer> ask(Endpoint endpoint, Query query) {
        try {
            if (endpoint.isOrder()) {
                LOG.atInfo().addKeyValue("order", endpoint.path()).log("operator's order");
            }
            return endpoint.answer().apply(query).exceptionally(e -> wrong(endpoint, e));
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            return CompletableFuture.completedStage(wrong(endpoint, e));
        }
    }

    private static Answer wrong(Endpoint endpoint, Throwable e) {
        LOG.atError().addKeyValue("path", endpoint.path()).setCause(e).log("cannot answer");
        return Answer.text(
                HttpStatus.INTERNAL_SERVER_ERROR_500, "this went wrong; the log says why");
    }

    private static void send(Answer answer, Response response, Callback callback) {
        byte[] body = answer.body().getBytes(UTF_8);
        response.setStatus(answer.status());
        response.getHeaders()
                .put(HttpHeader.CONTENT_TYPE, answer.type())
                .put(HttpHeader.CONTENT_LENGTH, body.length)
                .put(HttpHeader.CACHE_CONTROL, "no-store")
                .put("X-Content-Type-Options", "nosniff")
                .put(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
        response.write(true, ByteBuffer.wrap(body), callback);
    }
}
