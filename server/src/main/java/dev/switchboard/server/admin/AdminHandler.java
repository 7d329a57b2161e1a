// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.server.transport.AllowedHosts;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
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
    private final Map<String, Endpoint> endpoints;

    AdminHandler(AllowedHosts host, Token token, List<Endpoint> endpoints) {
        this.host = host;
        this.token = token;
        this.endpoints =
                endpoints.stream().collect(Collectors.toMap(Endpoint::path, Function.identity()));
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        var refusal = refusal(request, response);
        if (refusal != null) {
            send(refusal, response, callback);
        } else {
            var _ = answer(request).thenAccept(answer -> send(answer, response, callback));
        }
        return true;
    }

    /** Why there is no answer to this, or null. */
    private @Nullable Answer refusal(Request request, Response response) {
        if (!host.answersTo(Request.getServerName(request))) {
            return Answer.text(
                    HttpStatus.MISDIRECTED_REQUEST_421,
                    "this is the admin of a switch; use its address, localhost or admin.host");
        }
        Endpoint endpoint = endpoints.get(Request.getPathInContext(request));
        if (endpoint == null) {
            return Answer.text(HttpStatus.NOT_FOUND_404, "there is no such page; see /");
        }
        if (!endpoint.allows(request.getMethod())) {
            response.getHeaders().put(HttpHeader.ALLOW, endpoint.allowed());
            return Answer.text(
                    HttpStatus.METHOD_NOT_ALLOWED_405,
                    endpoint.path() + " takes " + endpoint.allowed());
        }
        if (endpoint.order() && !token.isIn(request.getHeaders().get(HttpHeader.AUTHORIZATION))) {
            response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer");
            return Answer.text(
                    HttpStatus.UNAUTHORIZED_401,
                    "this needs the header Authorization: Bearer <what is in run/admin.token>");
        }
        if (request.getLength() > LARGEST_BODY) {
            return Answer.text(HttpStatus.PAYLOAD_TOO_LARGE_413, "a request needs no body");
        }
        return null;
    }

    private CompletionStage<Answer> answer(Request request) {
        var endpoint = Objects.requireNonNull(endpoints.get(Request.getPathInContext(request)));
        try {
            if (endpoint.order()) {
                LOG.atInfo().addKeyValue("order", endpoint.path()).log("operator's order");
            }
            return endpoint.answer().apply(request).exceptionally(e -> wrong(endpoint, e));
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
