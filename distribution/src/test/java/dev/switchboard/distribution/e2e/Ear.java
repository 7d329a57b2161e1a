// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.distribution.e2e;

import dev.switchboard.distribution.Leaks;
import java.io.ByteArrayOutputStream;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * What one client hears. The client's reading thread writes; any thread may take from the queues.
 * The parts of a message that is not complete belong to the reading thread alone.
 */
final class Ear implements WebSocket.Listener {
    /** How a connection ended: by a close frame, or with 1006 without one. */
    record Farewell(int code, String reason) {}

    private static final int WITHOUT_A_WORD = 1006;

    final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
    final BlockingQueue<ByteBuffer> binaries = new LinkedBlockingQueue<>();
    final CompletableFuture<Farewell> farewell = new CompletableFuture<>();

    private final boolean isStopped;
    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream binary = new ByteArrayOutputStream();

    /** An ear that listens or, stopped, never takes anything off its socket. */
    Ear(boolean isStopped) {
        this.isStopped = isStopped;
    }

    @Override
    public void onOpen(WebSocket socket) {
        if (!isStopped) {
            socket.request(Long.MAX_VALUE);
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
        text.append(part);
        if (last) {
            Leaks.heard(text.toString());
            texts.add(text.toString());
            text.setLength(0);
        }
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer part, boolean last) {
        byte[] bytes = new byte[part.remaining()];
        part.get(bytes);
        binary.writeBytes(bytes);
        if (last) {
            binaries.add(ByteBuffer.wrap(binary.toByteArray()));
            binary.reset();
        }
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        Leaks.heard(reason);
        farewell.complete(new Farewell(code, reason));
        return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
        farewell.complete(new Farewell(WITHOUT_A_WORD, error.toString()));
    }
}
