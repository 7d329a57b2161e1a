// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.log;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Is between the threads that log and the thread that writes, so that a slow disk or a paused
 * terminal never delays a message. When it is four fifths full, it drops what is less than a
 * warning; when it is full, it drops everything. It counts what it drops. Lines of the logger
 * {@link LineKinds#AUDIT} are worth waiting for: who logs one waits a second for a place.
 */
final class LogQueue extends AsyncAppender {

    private static final int LINES = 8192;

    private static final int FLUSH_MILLIS = 2000;

    private static final int MOST_WAITS = 100;
    private static final long WAIT_NANOS = 10_000_000;

    private final LongAdder dropped;

    LogQueue(LongAdder dropped) {
        this.dropped = dropped;
        setQueueSize(LINES);
        setMaxFlushTime(FLUSH_MILLIS);
        setNeverBlock(true);
    }

    /** Runs on the thread that logs. */
    @Override
    protected void preprocess(ILoggingEvent event) {
        event.prepareForDeferredProcessing();
        if (event instanceof LoggingEvent line) {
            line.setKeyValuePairs(Fields.taken(event));
        }
    }

    /** Asked only when the queue is nearly full. */
    @Override
    protected boolean isDiscardable(ILoggingEvent event) {
        boolean discardable = super.isDiscardable(event) && !isAudit(event);
        if (discardable) {
            dropped.increment();
        }
        return discardable;
    }

    private static boolean isAudit(ILoggingEvent event) {
        return event.getLoggerName().equals(LineKinds.AUDIT);
    }

    private void awaitPlace() {
        for (int times = 0; times < MOST_WAITS && getRemainingCapacity() == 0; times++) {
            LockSupport.parkNanos(WAIT_NANOS);
        }
    }

    @Override
    protected void put(ILoggingEvent event) {
        if (isAudit(event)) {
            awaitPlace();
        }
        // Of several threads that see the last place, some lose their line uncounted.
        if (getRemainingCapacity() == 0) {
            dropped.increment();
        }
        super.put(event);
    }
}
