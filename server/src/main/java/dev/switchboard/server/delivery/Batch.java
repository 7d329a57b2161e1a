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
    private final Compressor compressor;
    private final boolean[] isReady = new boolean[SIDE_BY_SIDE];
    private final List<Delivery> publications = new ArrayList<>();

    /** What travels, in the order of the publications. */
    private final List<Frame> frames = new ArrayList<>();

    /** What travels to those who take compressed frames; filled when a batch has any of them. */
    private final List<Frame> compressed = new ArrayList<>();

    private int bytes;
    private long number;

    private final Lag lag = new Lag();

    Batch(Encoding encoding, Compressor compressor) {
        this.encoding = encoding;
        this.compressor = compressor;
    }

    /** What travels, and counts, whether it is compressed or not. Any thread. */
    Frame frame(Delivery publication) {
        return publication.publication().frame(encoding);
    }

    void add(Delivery publication, Outbox.Host lane) {
        if (!fits(publication)) {
            deliver(lane, false);
        }
        var frame = frame(publication);
        publications.add(publication);
        frames.add(frame);
        bytes += frame.length();
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
        frames.clear();
        compressed.clear();
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
        boolean atOnce = isLast;
        if (members.plain() > 0) {
            atOnce = handTo(members, 0, members.plain(), frames, audience, atOnce, lane);
        }
        if (members.plain() < members.size()) {
            for (var publication : publications) {
                compressed.add(publication.publication().compressed(encoding, compressor));
            }
            handTo(members, members.plain(), members.size(), compressed, audience, atOnce, lane);
        }
    }

    /** The same for some of the receivers; returns whether the next may be written to at once. */
    private boolean handTo(
            Audience.Shard members,
            int first,
            int end,
            List<Frame> form,
            Audience audience,
            boolean mayWrite,
            Outbox.Host lane) {
        var shared = join(audience, form, null);
        boolean isLarge = members.isLarge();
        boolean atOnce = mayWrite;
        int later = 0;
        for (int from = first; from < end; from += SIDE_BY_SIDE) {
            int to = Math.min(from + SIDE_BY_SIDE, end);
            if (isLarge && (from - first) % FlushQueue.PART == 0) {
                atOnce = atOnce && !lane.haveOthers();
            }
            for (int place = from; place < to; place++) {
                isReady[place - from] = atOnce && members.outbox(place).isReady();
            }
            for (int place = from; place < to; place++) {
                var outbox = members.outbox(place);
                var segment = outbox.exceptBatch == number ? join(audience, form, outbox) : shared;
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
        return atOnce;
    }

    private @Nullable Segment join(Audience audience, List<Frame> form, @Nullable Outbox except) {
        if (except == null && form.size() == 1) {
            return Segment.published(form.getFirst().bytes(), 1, audience.flow());
        }
        int length = 0;
        int messages = 0;
        for (int place = 0; place < form.size(); place++) {
            if (except == null || publications.get(place).except() != except) {
                length += form.get(place).length();
                messages++;
            }
        }
        if (messages == 0) {
            return null;
        }
        byte[] joined = new byte[length];
        int at = 0;
        for (int place = 0; place < form.size(); place++) {
            if (except == null || publications.get(place).except() != except) {
                byte[] frame = form.get(place).bytes();
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
