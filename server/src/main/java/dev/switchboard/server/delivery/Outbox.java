// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import dev.switchboard.server.config.DeliverySettings;
import dev.switchboard.server.config.Overflow;
import dev.switchboard.server.delivery.OutboxReport.Broken;
import dev.switchboard.server.delivery.OutboxReport.CloseWritten;
import dev.switchboard.server.delivery.OutboxReport.Overloaded;
import dev.switchboard.server.delivery.OutboxReport.Stalled;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only writer to one client. What the socket does not take waits in the {@link Backlog}. It
 * reports what it sees of the client, and ends no connection itself. Everything here is owned by
 * the client's lane and touched only in its turn, but for the methods that say that any thread may
 * call them.
 */
public final class Outbox {

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    /**
     * The most that is handed to the socket at once. A write that waits shows no progress before it
     * is done, so it must be small enough to be done in time by any client that reads at all.
     */
    static final int CHUNK = 64 * 1024;

    private enum State {
        /** Nothing waits and nothing is in flight: what comes may be written at once. */
        IDLE,
        /** Something waits that many others get as well: the lane will flush after others. */
        LAST,
        /** Something waits or is in flight. If nothing is in flight, the lane will flush. */
        BUSY,
        /** Has reported that the client does not keep up, and takes nothing more but the end. */
        FULL,
        /** The close frame waits or is in flight. */
        CLOSING,
        /** The close frame is written, or nothing can be written any more. */
        DONE
    }

    /** The lane that owns the outbox, as the outbox sees it. */
    interface Host {

        /** What it shares with all its outboxes. */
        LaneContext context();

        /** Takes a message to an outbox in its turn. Any thread. */
        void send(Outbox outbox, Frame frame, @Nullable Publisher cause);

        /** Does something in its turn, before anything else that waits. Any thread. */
        void perform(Runnable work);

        /**
         * Does something in its turn, for so many receivers, after what waits with the same cause:
         * an audience or a client. Any thread.
         */
        void performAfter(Object cause, int receivers, Runnable work);

        /** The socket has taken all it was given: {@link Outbox#goOn} comes next. Any thread. */
        void written(Outbox outbox);

        /** Who has something to write. Belongs to its turn. */
        FlushQueue<Outbox> flushes();

        /** Whether anything waits that need not wait for all receivers of a large audience. */
        boolean haveOthers();

        /** Calls {@link Outbox#check} now and then, until it says that there is no need. */
        void watch(Outbox outbox);
    }

    private final Host host;
    private final Wire wire;
    private final boolean mayCompress;
    private final OutboxReport.Listener listener;
    private final Backlog backlog;
    private State state = State.IDLE;

    /** Since when something is in flight. */
    private long flyingSince;

    /** Publishers wait for this client, or have waited and it has not caught up since. */
    private @Nullable PublisherPause pause;

    /** The last batch from which this client must not get its own messages. */
    long exceptBatch;

    /** How often the socket took the rest of a write, for which it had no room at first. */
    private int landings;

    private long sentMessages;
    private long sentBytes;

    Outbox(Host host, Wire wire, OutboxReport.Listener listener) {
        this.host = host;
        this.wire = wire;
        this.mayCompress = wire.mayCompress();
        this.listener = listener;
        this.backlog = new Backlog(host.context().memory());
    }

    Host host() {
        return host;
    }

    /** Whether its client takes compressed frames. */
    public boolean mayCompress() {
        return mayCompress;
    }

    /**
     * Sends one frame. Any thread.
     *
     * @param cause who owes it while it waits, if anybody does
     */
    public void send(Frame frame, @Nullable Publisher cause) {
        host.send(this, frame, cause);
    }

    /** Whose outbox it is: the cause of what nobody else has caused. */
    Object owner() {
        return listener;
    }

    /** Lets what waits go first, then this frame, then nothing more. Any thread. */
    public void close(Frame frame) {
        var cause = CurrentSender.get();
        host.performAfter(cause == null ? listener : cause, 1, () -> end(frame, false));
    }

    /** Forgets what waits: only this frame still goes, should the client read again. Any thread. */
    public void abandon(Frame frame) {
        host.perform(() -> end(frame, true));
    }

    /** The connection is gone; publishers that were held because of it go on. Any thread. */
    public void discard() {
        host.perform(this::forget);
    }

    /**
     * How often the client has taken what was in flight: if that changes, it reads. Any thread;
     * what it sees may be a little old.
     */
    public int landings() {
        return landings;
    }

    /** Messages written so far; exact once the connection is closed. */
    public long sentMessages() {
        return sentMessages;
    }

    /** Bytes written so far; exact once the connection is closed. */
    public long sentBytes() {
        return sentBytes;
    }

    /** Whether a segment may be written at once. */
    boolean isReady() {
        return state == State.IDLE && wire.isOpen();
    }

    /** Sends a segment at once; only when it is ready. */
    void deliver(Segment segment) {
        if (!isWritten(segment)) {
            state = State.BUSY;
            heldUp();
        }
    }

    /** Adds to what waits; the lane flushes at the end of its turn. */
    void append(Segment segment) {
        switch (state) {
            case IDLE, LAST -> {
                state = State.BUSY;
                backlog.add(segment);
                host.flushes().add(this);
            }
            case BUSY -> {
                if (backlog.isInFlight()) {
                    heed(backlog.offer(segment, host.context()));
                } else {
                    backlog.add(segment);
                }
            }
            case FULL, CLOSING, DONE -> segment.settle(); // whoever ended it has the last word
        }
    }

    /** The same for one of many receivers; the lane flushes after others. */
    void appendLast(Segment segment) {
        switch (state) {
            case IDLE -> {
                state = State.LAST;
                backlog.add(segment);
                host.flushes().addLast(this);
            }
            case LAST -> backlog.add(segment);
            case BUSY, FULL, CLOSING, DONE -> append(segment);
        }
    }

    private void end(Frame frame, boolean isAbandoned) {
        if (state == State.CLOSING || state == State.DONE) {
            return;
        }
        if (isAbandoned) {
            backlog.clear();
        } else {
            backlog.tellLosses(host.context().encoder()); // nothing may follow the close
        }
        backlog.add(Segment.direct(frame, null));
        state = State.CLOSING;
        host.flushes().add(this);
        endPause();
    }

    private void forget() {
        state = State.DONE;
        backlog.clear();
        var _ = backlog.land();
        endPause();
    }

    /** Writes until nothing waits or the socket takes no more. */
    void flush() {
        if (state == State.LAST) {
            state = State.BUSY;
        }
        boolean isInFlight = backlog.isInFlight();
        while (!isInFlight && !backlog.isEmpty()) {
            isInFlight = !isWritten(backlog.removeUpTo(CHUNK));
        }
        if (isInFlight) {
            heldUp();
        } else if (state == State.BUSY) {
            state = State.IDLE;
        } else if (state == State.CLOSING) {
            state = State.DONE;
            report(new CloseWritten());
        }
    }

    /** The socket has taken what was in flight. */
    void goOn() {
        var landed = backlog.land();
        if (landed == null) {
            return; // discarded meanwhile
        }
        landings++;
        sent(landed.messages(), landed.length());
        backlog.tellLosses(host.context().encoder());
        flush();
        if (pause != null && pause.isNeedless(backlog, host.context().current())) {
            endPause();
        }
    }

    /** Writes a segment; false if the socket did not take all of it, and the rest is in flight. */
    private boolean isWritten(Segment segment) {
        byte[] bytes = segment.bytes();
        try {
            var buffer = host.context().outgoing().holding(bytes);
            if (wire.flush(buffer)) {
                sent(segment.messages(), bytes.length);
                return true;
            }
            backlog.takeOff(segment);
            flyingSince = host.context().nanos();
            host.watch(this);
            int taken = bytes.length - buffer.remaining();
            wire.write(ByteBuffer.wrap(bytes, taken, buffer.remaining()), () -> host.written(this));
            return false;
        } catch (IOException e) {
            broken(e);
        } catch (RuntimeException e) { // of one socket; the lane must live on for the others
            broken(new IOException(e.getMessage(), e));
        }
        return true; // nothing is left to be written
    }

    private void sent(int messages, int bytes) {
        sentMessages += messages;
        sentBytes += bytes;
        host.context().meters().written(messages, bytes);
    }

    private void broken(IOException cause) {
        forget();
        report(new Broken(cause));
    }

    /** The socket has not taken all. */
    private void heldUp() {
        if (state == State.BUSY) {
            heed(backlog.bound(host.context()));
        }
        host.context().meters().waiting(backlog.messages(), backlog.bytes());
    }

    private void heed(Backlog.Offer offer) {
        switch (offer) {
            case KEPT, DROPPED -> {
                if (pause == null) {
                    pause = PublisherPause.ifNeeded(backlog, host.context());
                }
            }
            case FULL -> giveUp(new Overloaded());
        }
    }

    private void giveUp(OutboxReport why) {
        state = State.FULL;
        endPause();
        report(why);
    }

    private void report(OutboxReport what) {
        try {
            listener.saw(what);
        } catch (RuntimeException e) { // of one client; the lane must live on for the others
            LOG.error("what follows from the end of a client has failed", e);
        }
    }

    private void endPause() {
        if (pause != null) {
            pause.end();
            pause = null;
        }
    }

    /** Looks whether what is in flight takes too long; false if nothing is. */
    boolean check(DeliverySettings settings, long now) {
        if (!backlog.isInFlight()) {
            return false;
        }
        if (state != State.BUSY) {
            return true; // whoever ended it sees to it that it ends
        }
        if (now - flyingSince > settings.stallTimeout().toNanos()) {
            giveUp(new Stalled());
        } else if (pause != null && pause.isWorn(settings, now)) {
            if (settings.slowPublisher().fallback() == Overflow.DISCONNECT) {
                giveUp(new Overloaded());
            } else {
                pause.end(); // the bound and the fallback do the rest
            }
        }
        return true;
    }
}
