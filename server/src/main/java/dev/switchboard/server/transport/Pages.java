// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import dev.switchboard.server.routing.FileRoute;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.MimeTypes;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Serves the files of plugins, with headers that keep a page to itself. */
final class Pages {

    private static final HttpField[] SAFETY = {
        new PreEncodedHttpField(
                "Content-Security-Policy",
                "default-src 'self'; connect-src 'self' ws: wss:; frame-ancestors 'none';"
                        + " base-uri 'none'; form-action 'none'"),
        new PreEncodedHttpField("X-Content-Type-Options", "nosniff"),
        new PreEncodedHttpField("Referrer-Policy", "no-referrer"),
        new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-cache")
    };

    private final MimeTypes types = new MimeTypes();

    /** The file that the request asks for, if it asks for one. */
    Optional<FileRoute.Content> find(Request request, FileRoute files) throws IOException {
        boolean isRead =
                HttpMethod.GET.is(request.getMethod()) || HttpMethod.HEAD.is(request.getMethod());
        return isRead ? files.read(Request.getPathInContext(request)) : Optional.empty();
    }

    /** Sends it, or says that the browser has the same already. */
    void send(FileRoute.Content file, Request request, Response response, Callback callback) {
        HttpFields.Mutable headers = response.getHeaders();
        for (HttpField field : SAFETY) {
            headers.put(field);
        }
        headers.put(HttpHeader.ETAG, file.tag());
        String path = Request.getPathInContext(request);
        String type = types.getMimeByExtension(path.endsWith("/") ? "index.html" : path);
        headers.put(HttpHeader.CONTENT_TYPE, withCharset(type));
        headers.put(HttpHeader.CONTENT_LENGTH, file.bytes().length);
        boolean isKnown = isKnown(file.tag(), request);
        if (isKnown) {
            response.setStatus(HttpStatus.NOT_MODIFIED_304);
        }
        boolean isHead = isKnown || HttpMethod.HEAD.is(request.getMethod());
        response.write(true, isHead ? null : ByteBuffer.wrap(file.bytes()), callback);
    }

    /**
     * Whether it is among the tags of what the browser has. A proxy that compresses makes it a weak
     * one (RFC 9110, section 13.1.2). None of ours has a comma.
     */
    private static boolean isKnown(String tag, Request request) {
        return request.getHeaders().getValuesList(HttpHeader.IF_NONE_MATCH).stream()
                .flatMap(value -> Stream.of(value.split(",", -1)).map(String::strip))
                .anyMatch(known ->
                        known.equals("*") || known.equals(tag) || known.equals("W/" + tag));
    }

    private static String withCharset(@org.jspecify.annotations.Nullable String type) {
        if (type == null) {
            return "application/octet-stream";
        }
        boolean isText =
                type.startsWith("text/") || type.endsWith("javascript") || type.endsWith("json");
        return isText ? type + ";charset=utf-8" : type;
    }
}
