// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import dev.switchboard.api.Code;
import dev.switchboard.server.config.DeliverySettings;
import dev.switchboard.server.config.Overflow;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be written to one client, bounded in bytes and messages, and the only writer of its
 * socket. Everything here is owned by the client's lane and touched only in its turn, but for the
 * methods that say that any thread may call them.
 */
public final class Outbox {

    /**
     * The most that is handed to the socket at once. A write that waits shows no progress before it
     * is done, so it must be small enough to be done in time by any client that reads at all.
     */
    static final int CHUNK = 64 * 1024;

    private enum State {
        OPEN,
        CLOSING,
        DONE
    }

    /** The lane that owns the outbox, as the outbox sees it. */
    interface Keeper {

        /** Which of the lanes it is. */
        int index();

        /** Does something in its turn, for so many receivers. Any thread. */
        void perform(int receivers, Runnable work);

        /** The socket has taken all it was given. Any thread. */
        void written(Outbox outbox);

        /** Flushes the outbox at the end of this turn. */
        void touch(Outbox outbox);

        /** These bytes outside the heap, good until the next call. */
        ByteBuffer outgoing(byte[] bytes);

        /** Checks the outbox now and then, for its write is under way. */
        void watch(Outbox outbox);

        /** Its write is not under way any more. */
        void unwatch(Outbox outbox);

        DeliverySettings settings();

        DeliveryMeters meters();

        Encoder encoder();

        long nanos();
    }

    private final Keeper lane;
    private final Wire wire;
    private State state = State.OPEN;

    private final Waiting waiting = new Waiting();

    /** Handed to the socket and not yet taken; zero bytes when no write is under way. */
    private int writingMessages;

    private int writingBytes;
    private long writingSince;

    private @Nullable Losses losses;

    /** Publishers wait for this client, or have waited and it has not caught up since. */
    private @Nullable PublisherPause pause;

    /** Whether it is on the lane's list of outboxes to flush at the end of the turn. */
    boolean isTouched;

    /** The last batch from which this client must not get its own messages. */
    long exceptBatch;

    private long sentMessages;
    private long sentBytes;

    Outbox(Keeper lane, Wire wire) {
        this.lane = lane;
        this.wire = wire;
    }

    Keeper keeper() {
        return lane;
    }

    /** Sends one frame. Any thread. */
    public void send(Frame frame) {
        lane.perform(
                1,
                () -> {
                    append(Segment.direct(frame));
                    lane.meters().sent(frame, 1);
                });
    }

    /** Lets what waits go first, then this frame, then nothing more. Any thread. */
    public void close(Frame frame) {
        lane.perform(1, () -> end(frame));
    }

    /** The connection is gone; whoever was held because of it goes on. Any thread. */
    public void discard() {
        lane.perform(0, this::forget);
    }

    /** Messages written so far; exact once the connection is closed. */
    public long sentMessages() {
        return sentMessages;
    }

    /** Bytes written so far; exact once the connection is closed. */
    public long sentBytes() {
        return sentBytes;
    }

    /** Adds to what waits; the lane flushes at the end of its turn. */
    void append(Segment segment) {
        if (state != State.OPEN) {
            return;
        }
        if (!tellGapBefore(segment)) {
            return;
        }
        waiting.addLast(segment);
        if (isWriting()) {
            bound();
        } else {
            lane.touch(this);
        }
    }

    /** Whether nothing stands in the way of the next segment. */
    boolean isReady() {
        return state == State.OPEN
                && waiting.isEmpty()
                && !isWriting()
                && losses == null
                && wire.isOpen();
    }

    /** Sends a segment at once; only for one that is ready. */
    void deliver(Segment segment) {
        write(segment);
        if (isWriting()) {
            heldUp();
        }
    }

    private void end(Frame frame) {
        if (state != State.OPEN) {
            return;
        }
        tellLosses(); // nothing may follow the close
        waiting.addLast(Segment.direct(frame));
        state = State.CLOSING;
        lane.touch(this);
        ease();
    }

    private void forget() {
        state = State.DONE;
        waiting.clear();
        losses = null;
        writingBytes = 0;
        writingMessages = 0;
        lane.unwatch(this);
        ease();
    }

    /** Writes until nothing waits or the socket takes no more. */
    void flush() {
        isTouched = false;
        while (!isWriting() && !waiting.isEmpty() && state != State.DONE) {
            write(waiting.removeUpTo(CHUNK));
        }
        if (isWriting()) {
            heldUp();
        } else if (state == State.CLOSING && waiting.isEmpty()) {
            state = State.DONE;
            wire.finish();
        }
    }

    /** The socket has not taken all. */
    private void heldUp() {
        bound();
        lane.meters().waiting(waiting.messages() + writingMessages, waiting.bytes() + writingBytes);
    }

    /** The write that was under way is done. */
    void goOn() {
        if (!isWriting()) {
            return; // discarded meanwhile
        }
        sent(writingMessages, writingBytes);
        writingBytes = 0;
        writingMessages = 0;
        lane.unwatch(this);
        tellLosses();
        flush();
        if (pause != null && weight(lane.settings()) < 0.25) {
            ease();
        }
    }

    private boolean isWriting() {
        return writingBytes > 0;
    }

    /**
     * Writes a segment; if the socket does not take all of it, the rest goes when it takes more.
     */
    private void write(Segment segment) {
        byte[] bytes = segment.bytes();
        try {
            var buffer = lane.outgoing(bytes);
            if (wire.flush(buffer)) {
                sent(segment.messages(), bytes.length);
                return;
            }
            writingBytes = bytes.length;
            writingMessages = segment.messages();
            writingSince = lane.nanos();
            lane.watch(this);
            int taken = bytes.length - buffer.remaining();
            wire.write(ByteBuffer.wrap(bytes, taken, buffer.remaining()), () -> lane.written(this));
        } catch (IOException e) {
            forget();
            wire.broken(e);
        } catch (RuntimeException e) { // of one socket; the lane must live on for the others
            forget();
            wire.broken(new IOException(e.getMessage(), e));
        }
    }

    private void sent(int count, int size) {
        sentMessages += count;
        sentBytes += size;
        lane.meters().written(count, size);
    }

    /** Keeps what waits within its limits, as the newest message's topic wants it. */
    private void bound() {
        if (state != State.OPEN) {
            return;
        }
        var settings = lane.settings();
        while (!waiting.isEmpty() && weight(settings) > 1) {
            if (!makeRoom(waiting.last(), settings)) {
                giveUp(Code.OVERLOADED);
                return;
            }
        }
        brakeIfFilling(settings);
    }

    private boolean makeRoom(Segment newest, DeliverySettings settings) {
        var policy = Overflows.inTheEnd(newest.flow(), settings);
        return switch (policy) {
            case DROP_NEWEST -> {
                drop(waiting.removeLast(), policy, false);
                yield true;
            }
            case DROP_OLDEST -> dropOldest(settings);
            case DISCONNECT -> newest.flow() == null && dropOldest(settings);
            case SLOW_PUBLISHER -> false; // as a fallback it would be no end to the waiting
        };
    }

    /** Drops the oldest message that may be dropped; replies and direct messages may not. */
    private boolean dropOldest(DeliverySettings settings) {
        var oldest = waiting.removeOldest(segment -> isDroppable(segment, settings));
        if (oldest == null) {
            return false;
        }
        drop(oldest, Overflow.DROP_OLDEST, true);
        return true;
    }

    private static boolean isDroppable(Segment segment, DeliverySettings settings) {
        var policy = Overflows.inTheEnd(segment.flow(), settings);
        return policy == Overflow.DROP_OLDEST || policy == Overflow.DROP_NEWEST;
    }

    private void drop(Segment segment, Overflow policy, boolean isBefore) {
        var flow = Objects.requireNonNull(segment.flow());
        if (losses == null) {
            losses = new Losses();
        }
        if (isBefore) {
            losses.before(flow, segment.messages());
        } else {
            losses.behind(flow, segment.messages());
        }
        lane.meters().dropped(policy, segment.messages());
    }

    /**
     * If the newest of this topic were dropped, says so in front of the next that finds room, for
     * there is the hole. False if there is no room for both; then the next is dropped as well.
     */
    private boolean tellGapBefore(Segment next) {
        var flow = next.flow();
        int missed = losses == null || flow == null ? 0 : losses.behind(flow);
        if (losses == null || flow == null || missed == 0) {
            return true;
        }
        var notice = Segment.direct(lane.encoder().gap(flow.topic(), missed));
        waiting.addLast(notice);
        waiting.addLast(next);
        boolean isRoom = weight(lane.settings()) <= 1;
        waiting.removeLast();
        if (isRoom) {
            losses.told(flow);
        } else {
            waiting.removeLast();
            drop(next, Overflow.DROP_NEWEST, false);
        }
        return isRoom;
    }

    private void tellLosses() {
        if (losses != null) {
            losses.tell(lane.encoder(), waiting::addFirst, waiting::addLast);
            losses = null;
        }
    }

    /** Half full: from now on, those who publish to a topic that prefers to wait are held. */
    private void brakeIfFilling(DeliverySettings settings) {
        if (pause != null || waiting.isEmpty() || weight(settings) < 0.5) {
            return;
        }
        var flow = waiting.last().flow();
        if (flow != null && Overflows.of(flow, settings) == Overflow.SLOW_PUBLISHER) {
            pause = new PublisherPause(flow, lane.nanos());
            lane.meters().braked();
        }
    }

    private void ease() {
        if (pause != null) {
            pause.end();
            pause = null;
        }
    }

    /** Looked at now and then while a write is under way. */
    void check(DeliverySettings settings, long now) {
        if (state != State.OPEN) {
            return; // whoever ended it sees to it that it ends
        }
        if (now - writingSince > settings.stallTimeout().toNanos()) {
            giveUp(Code.STALLED);
        } else if (pause != null
                && pause.lasts(now) > settings.slowPublisher().maxPause().toNanos()) {
            endPause(pause, settings);
        }
    }

    /** The publishers have waited long enough: the fallback decides about this client. */
    private void endPause(PublisherPause worn, DeliverySettings settings) {
        if (settings.slowPublisher().fallback() == Overflow.DISCONNECT) {
            giveUp(Code.OVERLOADED);
        } else {
            worn.end(); // the bound and the fallback do the rest
        }
    }

    /** Forgets what waits and says good-bye, should the client ever read again. */
    private void giveUp(Code code) {
        waiting.clear();
        losses = null;
        ease();
        waiting.addLast(Segment.direct(Frame.close(code, "")));
        state = State.CLOSING;
        wire.cut(code);
    }

    /** How full it is, 1 being the limit. */
    private double weight(DeliverySettings settings) {
        var limit = settings.outbox();
        return Math.max(
                (double) (waiting.messages() + writingMessages) / limit.messages(),
                (double) (waiting.bytes() + writingBytes) / limit.bytes().bytes());
    }
}
