// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import dev.switchboard.api.Credentials;
import dev.switchboard.server.config.AuthSettings;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** What a request shows to say who makes it. */
final class Shown {

    private static final String SCHEME = "bearer ";
    private static final String PROTOCOL = "bearer.";

    private Shown() {}

    /** Null if there is nothing that could say it. */
    static @Nullable Credentials by(Request request, InetAddress address, AuthSettings settings) {
        var headers = request.getHeaders();
        var token = ofHeader(request).or(() -> ofSubprotocol(request));
        if (token.isEmpty() && settings.queryParameter().isPresent()) {
            token = ofQuery(request, settings.queryParameter().get());
        }
        if (token.isEmpty()
                && !headers.contains(HttpHeader.AUTHORIZATION)
                && !headers.contains(HttpHeader.COOKIE)) {
            return null;
        }
        return new Credentials(token, headers(request), Request.getPathInContext(request), address);
    }

    private static Optional<String> ofHeader(Request request) {
        var value = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        return value != null && value.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? Optional.of(value.substring(SCHEME.length()).strip())
                : Optional.empty();
    }

    /** Pages can offer subprotocols, and cannot set headers. It is never answered with this one. */
    private static Optional<String> ofSubprotocol(Request request) {
        return Subprotocol.offers(request).stream()
                .filter(offered -> offered.startsWith(PROTOCOL))
                .map(offered -> offered.substring(PROTOCOL.length()))
                .findFirst();
    }

    private static Optional<String> ofQuery(Request request, String parameter) {
        try {
            return Optional.ofNullable(Request.extractQueryParameters(request).getValue(parameter));
        } catch (RuntimeException malformed) {
            return Optional.empty();
        }
    }

    private static Map<String, List<String>> headers(Request request) {
        Map<String, List<String>> all = new HashMap<>();
        for (var field : request.getHeaders()) {
            all.computeIfAbsent(field.getName().toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
                    .add(String.valueOf(field.getValue()));
        }
        all.replaceAll((_, values) -> List.copyOf(values));
        return Map.copyOf(all);
    }
}
