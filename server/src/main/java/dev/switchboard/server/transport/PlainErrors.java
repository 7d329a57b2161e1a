// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.function.IntConsumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Answers a request that never reaches a handler of ours, with one line. Jetty's own page would
 * repeat the request, and show what software runs here. Any thread.
 */
public final class PlainErrors extends ErrorHandler {

    private final IntConsumer listener;

    /**
     * @param listener told the status of each answer
     */
    public PlainErrors(IntConsumer listener) {
        this.listener = listener;
    }

    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int code,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback) {
        listener.accept(code);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain;charset=utf-8");
        String line = code + " " + HttpStatus.getMessage(code) + "\n";
        response.write(true, ByteBuffer.wrap(line.getBytes(UTF_8)), callback);
    }
}
