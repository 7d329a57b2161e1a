// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;

/** The opening handshake of RFC 6455, section 4.2, or over HTTP/2 that of RFC 8441. */
final class Handshake {

    /** What RFC 6455, section 1.3, has appended to the key. */
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    /** Sixteen bytes in Base64. */
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9+/]{22}==");

    private Handshake() {}

    /** Whether the request wants to become a WebSocket at all. */
    static boolean isWanted(Request request) {
        return isOnStream(request)
                || request.getHeaders().contains(HttpHeader.UPGRADE, "websocket");
    }

    /** Whether it asks for a stream of HTTP/2 as its WebSocket. */
    static boolean isOnStream(Request request) {
        if (request.getConnectionMetaData().getHttpVersion() != HttpVersion.HTTP_2) {
            return false;
        }
        var tunnel = request.getTunnelSupport();
        return tunnel != null && "websocket".equals(tunnel.getProtocol());
    }

    /** Checks a request that wants to; null if it may. */
    static @Nullable HttpRefusal check(Request request) {
        HttpFields headers = request.getHeaders();
        if (isOnStream(request)) {
            return hasVersion(headers) ? null : HttpRefusal.NOT_WEBSOCKET;
        }
        if (!HttpMethod.GET.is(request.getMethod())
                || request.getConnectionMetaData().getHttpVersion() != HttpVersion.HTTP_1_1
                || !headers.contains(HttpHeader.CONNECTION, "upgrade")
                || hasBody(request)) {
            return HttpRefusal.BAD_HANDSHAKE;
        }
        if (!hasVersion(headers)) {
            return HttpRefusal.NOT_WEBSOCKET;
        }
        return hasKey(headers) ? null : HttpRefusal.BAD_HANDSHAKE;
    }

    /** A body would be taken for frames. */
    private static boolean hasBody(Request request) {
        return request.getLength() > 0
                || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
    }

    private static boolean hasVersion(HttpFields headers) {
        return only(headers, HttpHeader.SEC_WEBSOCKET_VERSION)
                .filter(HttpRefusal.WEBSOCKET_VERSION::equals)
                .isPresent();
    }

    private static boolean hasKey(HttpFields headers) {
        return only(headers, HttpHeader.SEC_WEBSOCKET_KEY)
                .filter(key -> KEY.matcher(key).matches())
                .isPresent();
    }

    /** A header's value, if it is there exactly once. */
    private static Optional<String> only(HttpFields headers, HttpHeader name) {
        String only = null;
        for (var field : headers) {
            if (field.getHeader() == name) {
                if (only != null || field.getValue() == null) {
                    return Optional.empty();
                }
                only = field.getValue().strip();
            }
        }
        return Optional.ofNullable(only);
    }

    /**
     * Writes the head of the answer that makes the connection a WebSocket.
     *
     * @param subprotocol what is spoken from now on, if the client offered something that is
     * @param extension what both sides have agreed on besides, with its parameters
     */
    static void accept(
            Request request,
            Response response,
            @Nullable Subprotocol subprotocol,
            Optional<String> extension) {
        HttpFields.Mutable headers = response.getHeaders();
        if (isOnStream(request)) {
            response.setStatus(HttpStatus.OK_200);
        } else {
            String key = only(request.getHeaders(), HttpHeader.SEC_WEBSOCKET_KEY).orElseThrow();
            response.setStatus(HttpStatus.SWITCHING_PROTOCOLS_101);
            headers.put(HttpHeader.UPGRADE, "websocket");
            headers.put(HttpHeader.CONNECTION, "Upgrade");
            headers.put(HttpHeader.SEC_WEBSOCKET_ACCEPT, proof(key));
        }
        if (subprotocol != null) {
            headers.put(HttpHeader.SEC_WEBSOCKET_SUBPROTOCOL, subprotocol.wireName());
        }
        extension.ifPresent(agreed -> headers.put(HttpHeader.SEC_WEBSOCKET_EXTENSIONS, agreed));
    }

    /** What shows that this side read the key and knows what it is for. */
    private static String proof(String key) {
        try {
            var sha1 = MessageDigest.getInstance("SHA-1");
            byte[] digest = sha1.digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) { // every JDK has it
            throw new IllegalStateException(impossible);
        }
    }
}
