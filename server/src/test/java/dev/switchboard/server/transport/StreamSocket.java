// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.HTTP2Stream;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.frames.DataFrame;
import org.eclipse.jetty.http2.frames.HeadersFrame;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.util.Callback;

/** A stream of HTTP/2 as a socket, so that the same client speaks over both. */
final class StreamSocket extends Socket implements Stream.Listener {

    /** What the switch may send ahead. */
    static final int WINDOW = 64 * 1024;

    private static final int DEADLINE = 20;
    private static final byte[] END = {};

    private final CompletableFuture<Integer> status = new CompletableFuture<>();
    private final BlockingQueue<byte[]> came = new LinkedBlockingQueue<>();
    private volatile boolean isReading = true;
    private volatile boolean isReset;
    private Stream stream;

    void isOn(Stream opened) {
        stream = opened;
    }

    void expectStatus(int expected) throws Exception {
        assertThat(status.get(DEADLINE, TimeUnit.SECONDS)).isEqualTo(expected);
    }

    boolean isAnswered() {
        return status.isDone();
    }

    /** Takes nothing more from now on: the switch may send what the window allows. */
    void stopReading() {
        isReading = false;
    }

    /** Whether the switch has sent all that the window allows. */
    boolean isStalled() {
        return ((HTTP2Stream) stream).getRecvWindow() == 0;
    }

    void reset() {
        stream.reset(
                new ResetFrame(stream.getId(), ErrorCode.CANCEL_STREAM_ERROR.code), Callback.NOOP);
    }

    @Override
    public void onHeaders(Stream from, HeadersFrame frame) {
        if (frame.getMetaData() instanceof MetaData.Response response) {
            status.complete(response.getStatus());
        }
        if (frame.isEndStream()) {
            came.add(END);
        } else {
            from.demand();
        }
    }

    @Override
    public void onDataAvailable(Stream from) {
        if (!isReading) {
            return;
        }
        var data = from.readData();
        if (data == null) {
            from.demand();
            return;
        }
        byte[] bytes = new byte[data.frame().remaining()];
        data.frame().getByteBuffer().get(bytes);
        data.release();
        if (bytes.length > 0) {
            came.add(bytes);
        }
        if (data.frame().isEndStream()) {
            came.add(END);
        } else {
            from.demand();
        }
    }

    @Override
    public void onReset(Stream from, ResetFrame frame, Callback callback) {
        isReset = frame.getError() != ErrorCode.NO_ERROR.code;
        came.add(END);
        callback.succeeded();
    }

    @Override
    public void onFailure(
            Stream from, int error, String reason, Throwable failure, Callback callback) {
        isReset = true;
        came.add(END);
        status.completeExceptionally(failure);
        callback.succeeded();
    }

    @Override
    public InputStream getInputStream() {
        return new InputStream() {
            private byte[] piece = END;
            private int at;

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                if (at == piece.length) {
                    piece = next();
                    at = 0;
                    if (piece.length == 0) {
                        came.add(piece); // and for whoever asks again
                        if (isReset) {
                            throw new SocketException("reset");
                        }
                        return -1;
                    }
                }
                int count = Math.min(length, piece.length - at);
                System.arraycopy(piece, at, bytes, offset, count);
                at += count;
                return count;
            }

            @Override
            public int available() {
                return piece.length - at;
            }
        };
    }

    private byte[] next() throws IOException {
        try {
            byte[] next = came.poll(DEADLINE, TimeUnit.SECONDS);
            if (next == null) {
                throw new SocketTimeoutException("nothing came");
            }
            return next;
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Override
    public OutputStream getOutputStream() {
        return new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                say(Arrays.copyOfRange(bytes, offset, offset + length), false);
            }
        };
    }

    private void say(byte[] bytes, boolean isLast) throws IOException {
        try {
            stream.data(new DataFrame(stream.getId(), ByteBuffer.wrap(bytes), isLast))
                    .get(DEADLINE, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException | InterruptedException e) {
            throw new IOException(e);
        }
    }

    /** If the switch has ended the stream meanwhile, this has nothing more to tell it. */
    @Override
    public void shutdownOutput() throws IOException {
        try {
            say(END, true);
        } catch (IOException e) {
            if (!stream.isReset() || isReset) {
                throw e;
            }
        }
    }

    @Override
    public void setSoTimeout(int millis) {}

    @Override
    public void setTcpNoDelay(boolean on) {}

    @Override
    public void close() {
        if (stream != null && !stream.isClosed()) {
            reset();
        }
    }
}
