// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport.http2;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.LongPredicate;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.HTTP2Channel;
import org.eclipse.jetty.http2.HTTP2Stream;
import org.eclipse.jetty.http2.HTTP2StreamEndPoint;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.frames.HeadersFrame;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * One stream of HTTP/2 as the end point of a WebSocket. Jetty's own writes well, but leaves what
 * nobody reads in the pieces in which it came, each with objects that may be a hundred times its
 * size. This one keeps the bytes alone, of a client on hold too, and has them counted. Any thread;
 * one at a time reads.
 */
final class TunnelEndPoint extends HTTP2StreamEndPoint
        implements HTTP2Channel.Server, ReceiveWindows.User {

    private static final byte[] NOTHING = {};

    private final HTTP2Stream stream;
    private final ReceiveWindows windows;
    private final LongPredicate mayKeep;
    private final Lock lock = new ReentrantLock();

    /** What came and is not read; guarded by the lock, as are all below. */
    private byte[] kept = NOTHING;

    private int from;
    private int to;

    /** What the connection's window is to get back when that is read. */
    private int owed;

    /** What the stream's window is to get back. */
    private int used;

    private boolean isAtEnd;
    private boolean isClosed;

    /** Why nothing can be read any more. */
    private volatile @Nullable Throwable failure;

    /**
     * @param mayKeep told how many bytes are kept from now on; false if that is too much
     */
    TunnelEndPoint(HTTP2Stream stream, LongPredicate mayKeep) {
        super(stream);
        this.stream = stream;
        this.windows = (ReceiveWindows) stream.getSession().getFlowControlStrategy();
        this.mayKeep = mayKeep;
    }

    /** Takes over the stream: what happens to it is told here from now on. */
    void begin() {
        stream.setAttachment(this);
        windows.open(stream, ReceiveWindows.OF_STREAM);
        if (stream.isResetOrFailed()) { // before it could be told here
            fail(new IOException("reset"));
        }
    }

    @Override
    public boolean owes(int length) {
        lock.lock();
        try {
            if (!isClosed) {
                owed += length;
            }
            return !isClosed;
        } finally {
            lock.unlock();
        }
    }

    // Reading

    @Override
    public @Nullable Runnable onDataAvailable() {
        if (!isFillInterested()) {
            keep();
        }
        if (isFillInterested()) { // perhaps since then
            processDataAvailable();
        }
        return null;
    }

    /** Takes what is there, though nobody reads it now. */
    private void keep() {
        boolean hasRoom;
        boolean isMoreToCome;
        lock.lock();
        try {
            for (var data = next(); data != null; data = next()) {
                append(data.frame().getByteBuffer());
                data.release();
            }
            hasRoom = isClosed || mayKeep.test(kept.length);
            isMoreToCome = !isAtEnd;
        } finally {
            lock.unlock();
        }
        if (!hasRoom) {
            close(new IOException("no room for what is not read"));
        } else if (isMoreToCome) {
            stream.demand();
        }
    }

    /** What came next, if anything. */
    private Stream.@Nullable Data next() {
        var data = isAtEnd ? null : stream.readData();
        if (data != null) {
            isAtEnd = data.frame().isEndStream();
        }
        return data;
    }

    private void append(ByteBuffer bytes) {
        int more = bytes.remaining();
        if (more == 0) {
            return;
        }
        if (kept.length - to < more) {
            int length = to - from + more;
            byte[] larger =
                    new byte[Math.max(length, Math.min(2 * length, ReceiveWindows.OF_STREAM))];
            System.arraycopy(kept, from, larger, 0, to - from);
            kept = larger;
            to -= from;
            from = 0;
        }
        bytes.get(kept, to, more);
        to += more;
    }

    @Override
    public int fill(ByteBuffer sink) throws IOException {
        var why = failure;
        if (why != null) {
            throw new IOException(why.getMessage(), why);
        }
        int filled;
        int back = 0;
        int more = 0;
        boolean isMoreToCome;
        lock.lock();
        try {
            filled = from == to ? takeNext(sink) : take(sink);
            if (from == to) {
                forget();
                back = owed;
                owed = 0;
                used += back;
                if (used > ReceiveWindows.OF_STREAM / 2) {
                    more = used;
                    used = 0;
                }
            }
            isMoreToCome = !isAtEnd;
        } finally {
            lock.unlock();
        }
        windows.use(stream.getSession(), back);
        windows.open(stream, more);
        if (isMoreToCome) {
            stream.demand();
        }
        return filled > 0 || isMoreToCome ? filled : -1;
    }

    private int takeNext(ByteBuffer sink) {
        var data = next();
        if (data == null) {
            return 0;
        }
        var bytes = data.frame().getByteBuffer();
        int count = BufferUtil.append(sink, bytes);
        append(bytes);
        data.release();
        return count;
    }

    private void forget() {
        from = 0;
        to = 0;
        if (kept.length > 0) {
            kept = NOTHING;
            var _ = mayKeep.test(0);
        }
    }

    private int take(ByteBuffer sink) {
        int position = BufferUtil.flipToFill(sink);
        int count = Math.min(to - from, sink.remaining());
        sink.put(kept, from, count);
        from += count;
        BufferUtil.flipToFlush(sink, position);
        return count;
    }

    @Override
    public boolean tryFillInterested(Callback callback) {
        boolean isFirst = super.tryFillInterested(callback);
        if (isFirst && hasSomething()) {
            processDataAvailable();
        }
        return isFirst;
    }

    private boolean hasSomething() {
        lock.lock();
        try {
            return from < to || isAtEnd || failure != null;
        } finally {
            lock.unlock();
        }
    }

    // The end

    /** Jetty runs what is returned on another thread, if it came by one that works for a client. */
    @Override
    public Runnable onFailure(Throwable cause, Callback callback) {
        return () -> {
            fail(cause);
            callback.succeeded();
        };
    }

    private void fail(Throwable cause) {
        failure = cause;
        processFailure(cause);
        close(cause);
    }

    /** The client is told by a reset, unless both sides have ended. */
    @Override
    public void close(@Nullable Throwable cause) {
        boolean isOver = stream.isClosed() || stream.isReset();
        shutdownOutput();
        boolean isAllWritten = stream.isLocallyClosed();
        super.close(cause);
        if (isClosedNow() && !isOver) {
            // With no error, the client may still read what came before (RFC 9113, section 8.1).
            var code = isAllWritten ? ErrorCode.NO_ERROR : ErrorCode.CANCEL_STREAM_ERROR;
            stream.reset(new ResetFrame(stream.getId(), code.code), Callback.NOOP);
        }
    }

    /** True for the first one. */
    private boolean isClosedNow() {
        int back;
        lock.lock();
        try {
            if (isClosed) {
                return false;
            }
            isClosed = true;
            back = owed;
            owed = 0;
            forget();
        } finally {
            lock.unlock();
        }
        windows.use(stream.getSession(), back);
        return true;
    }

    // What Jetty wants to know besides

    @Override
    public @Nullable Runnable onTrailer(HeadersFrame frame) {
        return null;
    }

    /** The heartbeat of the WebSocket knows better. */
    @Override
    public void onTimeout(TimeoutException timeout, BiConsumer<Runnable, Boolean> consumer) {
        consumer.accept(() -> {}, false);
    }

    @Override
    public boolean isIdle() {
        return false;
    }

    @Override
    public @Nullable SslSessionData getSslSessionData() {
        return stream.getSession().getEndPoint().getSslSessionData();
    }
}
