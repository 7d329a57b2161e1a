// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import dev.switchboard.server.config.Configuration;
import dev.switchboard.server.config.GateSettings;
import dev.switchboard.server.config.Settings;
import dev.switchboard.server.config.binding.ConfigurationException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Attributes;
import org.jspecify.annotations.Nullable;

/**
 * Requests that want to become a WebSocket, as Jetty reads them. Whatever is in one, it is only let
 * in, and only believed, as far as the settings say.
 */
public final class RequestsFuzz {

    private static final String LISTED = "https://chat.example.org";
    private static final List<Settings> TRUSTING =
            List.of(settings("x-forwarded-for"), settings("forwarded"));
    private static final Request TEMPLATE = template();

    private RequestsFuzz() {}

    private static Settings settings(String addressHeader) {
        try {
            return Configuration.of(
                            """
                            gate {
                              origins = ["%s"], allow-missing-origin = false
                              trusted-proxies = [127.0.0.0/8], user-header = X-User
                              address-header = %s
                            }
                            auth.query-parameter = token
                            """
                                    .formatted(LISTED, addressHeader))
                    .settings();
        } catch (ConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A request that Jetty has read; all that the input says is put in its place. */
    private static Request template() {
        try {
            var reader = new RequestReader();
            Request request = reader.askFrom("127.0.0.1", Function.identity(), "Host: localhost");
            reader.stop();
            return request;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** What Jetty's parser finds. */
    private static final class Head implements HttpParser.RequestHandler {
        private final HttpFields.Mutable fields = HttpFields.build();
        private @Nullable String method;
        private @Nullable String target;
        private boolean isWhole;

        @Override
        public void startRequest(String method, String uri, HttpVersion version) {
            this.method = method;
            this.target = uri;
        }

        @Override
        public void parsedHeader(HttpField field) {
            fields.add(field);
        }

        @Override
        public boolean headerComplete() {
            isWhole = true;
            return true;
        }

        @Override
        public boolean content(ByteBuffer item) {
            return true;
        }

        @Override
        public boolean contentComplete() {
            return true;
        }

        @Override
        public boolean messageComplete() {
            return true;
        }

        @Override
        public void parsedTrailer(HttpField field) {}

        @Override
        public void earlyEOF() {}
    }

    private static @Nullable Request request(byte[] input) {
        var head = new Head();
        new HttpParser(head).parseNext(ByteBuffer.wrap(input));
        if (!head.isWhole || head.target == null || head.method == null) {
            return null;
        }
        HttpURI uri;
        try {
            uri = HttpURI.from("http", "localhost", 80, head.target);
        } catch (IllegalArgumentException noTarget) {
            return null; // Jetty answers that itself
        }
        String method = head.method;
        var fields = head.fields.asImmutable();
        return new Request.AttributesWrapper(TEMPLATE, new Attributes.Mapped()) {
            @Override
            public String getMethod() {
                return method;
            }

            @Override
            public HttpURI getHttpURI() {
                return uri;
            }

            @Override
            public HttpFields getHeaders() {
                return fields;
            }

            @Override
            public long getLength() {
                return fields.getLongField(HttpHeader.CONTENT_LENGTH);
            }
        };
    }

    public static void fuzzerTestOneInput(byte[] input) {
        var request = request(input);
        if (request == null) {
            return;
        }
        if (Handshake.check(request) == null) {
            var keys = request.getHeaders().getValuesList(HttpHeader.SEC_WEBSOCKET_KEY);
            require(keys.size() == 1, "it has another number of keys");
            require(Base64.getDecoder().decode(keys.getFirst().strip()).length == 16, "no key");
        }
        for (var settings : TRUSTING) {
            checkOrigin(request, settings.gate());
            checkTrusted(request, settings.gate());
            checkShown(request, settings);
        }
        checkUntrusted(request);
        checkSubprotocol(request);
    }

    private static void checkOrigin(Request request, GateSettings listed) {
        var origins = request.getHeaders().getValuesList(HttpHeader.ORIGIN);
        boolean isListed = origins.size() == 1 && origins.getFirst().equalsIgnoreCase(LISTED);
        require(Origins.allow(request, listed) == isListed, "an origin that is not the listed one");
    }

    private static void checkTrusted(Request request, GateSettings trusting) {
        var address = Forwarded.address(request, trusting);
        String header = trusting.addressHeader().spelling();
        require(
                request.getHeaders().contains(header) || address.equals(Forwarded.peer(request)),
                "an address from nowhere");
        var user = Forwarded.user(request, trusting);
        var named = request.getHeaders().getValuesList("X-User");
        require(
                user.equals(
                        named.size() == 1 && !named.getFirst().isBlank()
                                ? Optional.of(named.getFirst())
                                : Optional.empty()),
                "another user than the proxy names");
    }

    private static void checkUntrusted(Request request) {
        var anybody = UNTRUSTING.gate();
        require(Forwarded.address(request, anybody).equals(Forwarded.peer(request)), "believed");
        require(Forwarded.user(request, anybody).isEmpty(), "believed");
        if (Origins.allow(request, anybody) && request.getHeaders().contains(HttpHeader.ORIGIN)) {
            String host = request.getHeaders().get(HttpHeader.HOST).toLowerCase(Locale.ROOT);
            String origin = request.getHeaders().get(HttpHeader.ORIGIN).toLowerCase(Locale.ROOT);
            require(origin.replaceFirst("^https?://", "").equals(host), "another site");
        }
    }

    private static final Settings UNTRUSTING = untrusting();

    private static Settings untrusting() {
        try {
            return Configuration.of("").settings();
        } catch (ConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void checkShown(Request request, Settings settings) {
        var shown = Shown.by(request, InetAddress.getLoopbackAddress(), settings.auth());
        if (shown == null) {
            require(!request.getHeaders().contains(HttpHeader.COOKIE), "a cookie is not shown");
            return;
        }
        var values = request.getHeaders().stream().map(HttpField::getValue).toList();
        boolean isInUrl = String.valueOf(request.getHttpURI().getQuery()).contains("token");
        shown.token()
                .ifPresent(token ->
                        require(
                                isInUrl
                                        || values.stream()
                                                .anyMatch(value ->
                                                        value != null && value.contains(token)),
                                "a token from nowhere"));
    }

    private static void checkSubprotocol(Request request) {
        var offered = Subprotocol.offered(request);
        boolean isThere =
                request.getHeaders().getValuesList(HttpHeader.SEC_WEBSOCKET_SUBPROTOCOL).stream()
                        .flatMap(value -> Arrays.stream(value.split(",")))
                        .anyMatch(
                                each -> each.strip().equals(Subprotocol.SWITCHBOARD_V1.wireName()));
        require(offered == null || isThere, "it was not offered");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
