// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import dev.switchboard.server.codec.Encoding;
import dev.switchboard.server.delivery.Task.Delivery;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Consecutive publications to one audience, joined into one buffer that all receivers share. A
 * client that published into the batch gets a buffer of its own, without its own messages. Owned by
 * the lane's turn.
 */
final class Batch {

    /** Bounds the joined buffer, and so the memory that one slow receiver keeps in use. */
    static final int MOST_BYTES = 64 * 1024;

    private static final int MOST_MESSAGES = 128;

    /**
     * So many receivers are looked at before the first of them is written to. Their objects lie all
     * over the memory; the processor loads them together, while otherwise each write would wait for
     * its own.
     */
    private static final int SIDE_BY_SIDE = 16;

    private final Encoding encoding;
    private final boolean[] isReady = new boolean[SIDE_BY_SIDE];
    private final List<Delivery> publications = new ArrayList<>();
    private int bytes;
    private long number;

    private final Lag lag = new Lag();

    Batch(Encoding encoding) {
        this.encoding = encoding;
    }

    /** What travels. Any thread. */
    Frame frame(Delivery publication) {
        return publication.publication().frame(encoding);
    }

    void add(Delivery publication, Outbox.Host lane) {
        if (!fits(publication)) {
            deliver(lane, false);
        }
        publications.add(publication);
        bytes += frame(publication).length();
    }

    /** Whether a publication can still be joined to those that wait. */
    boolean fits(Delivery publication) {
        return !publications.isEmpty()
                && publications.getFirst().audience() == publication.audience()
                && publications.size() < MOST_MESSAGES
                && bytes + frame(publication).length() <= MOST_BYTES;
    }

    /**
     * Hands the batch to the outboxes of this lane's share of the audience.
     *
     * @param isLast whether the turn has nothing more for them, so that they may write at once
     */
    void deliver(Outbox.Host lane, boolean isLast) {
        if (publications.isEmpty()) {
            return;
        }
        var audience = publications.getFirst().audience();
        var members = audience.shard(lane.context().index());
        if (members.size() > 0) {
            number++;
            markPublishers(lane);
            handTo(members, audience, isLast, lane);
            members.note(publications.size(), count(members.size(), lane));
        }
        long flushes = members.isLarge() ? lane.flushes().added() : 0;
        for (var publication : publications) {
            repay(publication);
            lag.note(publication.since(), flushes);
        }
        publications.clear();
        bytes = 0;
    }

    /**
     * Counts frames and their receivers, charges those who caused them, and returns what they cost
     * together. Assumes that a publisher is a member of the audience, as is usual.
     */
    private long count(int members, Outbox.Host lane) {
        var context = lane.context();
        long before = context.tally().cost();
        for (var publication : publications) {
            int receivers = isOf(lane, publication.except()) ? members - 1 : members;
            var frame = frame(publication);
            context.meters().fannedOut(frame, receivers);
            long cost = Tally.cost(receivers, frame.length());
            context.tally().add(receivers, cost);
            var publisher = publication.publication().publisher();
            if (publisher != null) {
                publisher.debt().charge(cost);
            }
        }
        return context.tally().cost() - before;
    }

    private static boolean isOf(Outbox.Host lane, @Nullable Outbox outbox) {
        return outbox != null && outbox.host().context().index() == lane.context().index();
    }

    /** Marks those of this lane's clients that must not get all of the batch. */
    private void markPublishers(Outbox.Host lane) {
        for (var publication : publications) {
            var except = publication.except();
            if (except != null && isOf(lane, except)) {
                except.exceptBatch = number;
            }
        }
    }

    /**
     * Each receiver has it when this returns. Those of a large audience are written to as long as
     * nobody waits for that; all others are written to when they are flushed.
     */
    private void handTo(
            Audience.Shard members, Audience audience, boolean isLast, Outbox.Host lane) {
        var shared = join(audience, null);
        boolean isLarge = members.isLarge();
        boolean atOnce = isLast;
        int later = 0;
        for (int from = 0, size = members.size(); from < size; from += SIDE_BY_SIDE) {
            int to = Math.min(from + SIDE_BY_SIDE, size);
            if (isLarge && from % FlushQueue.PART == 0) {
                atOnce = atOnce && !lane.haveOthers();
            }
            for (int place = from; place < to; place++) {
                isReady[place - from] = atOnce && members.outbox(place).isReady();
            }
            for (int place = from; place < to; place++) {
                var outbox = members.outbox(place);
                var segment = outbox.exceptBatch == number ? join(audience, outbox) : shared;
                if (segment == null) {
                    continue;
                }
                if (isReady[place - from]) {
                    outbox.deliver(segment);
                } else if (isLarge) {
                    outbox.appendLast(segment);
                    later++;
                } else {
                    outbox.append(segment);
                }
            }
        }
        lane.flushes().charge(Tally.cost(later, bytes));
    }

    private @Nullable Segment join(Audience audience, @Nullable Outbox except) {
        if (except == null && publications.size() == 1) {
            return Segment.published(frame(publications.getFirst()).bytes(), 1, audience.flow());
        }
        int length = 0;
        int messages = 0;
        for (var publication : publications) {
            if (except == null || publication.except() != except) {
                length += frame(publication).length();
                messages++;
            }
        }
        if (messages == 0) {
            return null;
        }
        byte[] joined = new byte[length];
        int at = 0;
        for (var publication : publications) {
            if (except == null || publication.except() != except) {
                byte[] frame = frame(publication).bytes();
                System.arraycopy(frame, 0, joined, at, frame.length);
                at += frame.length;
            }
        }
        return Segment.published(joined, messages, audience.flow());
    }

    private void repay(Delivery delivery) {
        var publisher = delivery.publication().publisher();
        if (publisher != null) {
            publisher.debt().repay(Frame.weight(frame(delivery).length()));
        }
    }

    /** Tells how long the messages took that are written now. */
    void recordLag(Outbox.Host lane) {
        lag.record(lane.context(), lane.flushes().flushed());
    }
}
