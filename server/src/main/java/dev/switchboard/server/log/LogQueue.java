// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.log;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.util.concurrent.atomic.LongAdder;

/**
 * Is between the threads that log and the thread that writes, so that a slow disk or a paused
 * terminal never delays a message. When it is four fifths full, it drops what is less than a
 * warning; when it is full, it drops everything. It counts what it drops.
 */
final class LogQueue extends AsyncAppender {

    private static final int LINES = 8192;

    private static final int FLUSH_MILLIS = 2000;

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
        boolean discardable = super.isDiscardable(event);
        if (discardable) {
            dropped.increment();
        }
        return discardable;
    }

    @Override
    protected void put(ILoggingEvent event) {
        // Of several threads that see the last place, some lose their line uncounted.
        if (getRemainingCapacity() == 0) {
            dropped.increment();
        }
        super.put(event);
    }
}
