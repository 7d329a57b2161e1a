// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.server.transport.AllowedHosts;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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
    private final Access access;
    private final Map<String, Map<Method, Endpoint>> endpoints = new HashMap<>();

    AdminHandler(AllowedHosts host, Access access, List<Endpoint> endpoints) {
        this.host = host;
        this.access = access;
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
        if (endpoint.scope().isPresent()) {
            all.add(Promised.text(401, "It needs a token, or another one."));
            all.add(Promised.text(403, "The token does not have the scope."));
        }
        all.add(Promised.text(413, "A request needs no body."));
        all.add(Promised.text(421, "The host that the request names is not known."));
        if (endpoint.scope().isPresent()) {
            all.add(Promised.text(429, "Too many wrong tokens came from this address."));
        }
        all.add(Promised.text(500, "Something is wrong inside, and the log says what."));
        return all;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        try {
            var endpoint = endpoint(request);
            String who = admit(request, endpoint);
            var _ =
                    perform(request, endpoint, who)
                            .thenAccept(answer -> send(answer, response, callback));
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

    /** The name of who asks. */
    private String admit(Request request, Endpoint endpoint) throws Refused {
        try {
            return access.admit(
                    endpoint, address(request), request.getHeaders().get(HttpHeader.AUTHORIZATION));
        } catch (Refused refused) {
            Audit.refused(address(request).getHostAddress(), endpoint, refused);
            throw refused;
        }
    }

    private static InetAddress address(Request request) {
        return ((InetSocketAddress) request.getConnectionMetaData().getRemoteSocketAddress())
                .getAddress();
    }

    private static CompletionStage<Answer> perform(Request request, Endpoint endpoint, String who) {
        Map<String, String> given = Map.of();
        CompletionStage<Answer> answer;
        try {
            if (request.getLength() > LARGEST_BODY) {
                throw new Refused(HttpStatus.PAYLOAD_TOO_LARGE_413, "a request needs no body");
            }
            var query = Query.of(request, endpoint.parameters(), endpoint.isOrder());
            given = query.given();
            answer = ask(endpoint, query);
        } catch (Refused refused) {
            answer = CompletableFuture.completedStage(refused.answer());
        }
        if (!endpoint.isOrder()) {
            return answer;
        }
        var with = given;
        String from = address(request).getHostAddress();
        return answer.whenComplete(
                (done, _) -> Audit.order(who, from, endpoint, with, done.status()));
    }

    private static CompletionStage<Answer> ask(Endpoint endpoint, Query query) {
        try {
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
                .put("Cross-Origin-Resource-Policy", "same-origin")
                .put(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
        response.write(true, ByteBuffer.wrap(body), callback);
    }
}
