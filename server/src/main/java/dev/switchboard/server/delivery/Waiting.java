// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The segments that wait in one outbox, in order and counted. Mostly there is none or one. So the
 * first has a field of its own, and the queue exists only when there are more. Owned by the
 * outbox's lane.
 */
final class Waiting {

    private @Nullable Segment first;
    private @Nullable ArrayDeque<Segment> others;
    private final LaneMemory memory;
    private int messages;
    private long bytes;

    Waiting(LaneMemory memory) {
        this.memory = memory;
    }

    boolean isEmpty() {
        return first == null;
    }

    int messages() {
        return messages;
    }

    long bytes() {
        return bytes;
    }

    /** The oldest; there must be one. */
    Segment first() {
        return Objects.requireNonNull(first);
    }

    /** The newest; there must be one. */
    Segment last() {
        return others == null || others.isEmpty() ? first() : others.getLast();
    }

    void addLast(Segment segment) {
        kept(segment);
        if (first == null) {
            first = segment;
        } else {
            more().addLast(segment);
        }
    }

    void addFirst(Segment segment) {
        kept(segment);
        if (first != null) {
            more().addFirst(first);
        }
        first = segment;
    }

    Segment removeFirst() {
        var removed = first();
        first = others == null ? null : others.pollFirst();
        if (first == null) {
            others = null; // an idle client keeps no queue
        }
        released(removed);
        return removed;
    }

    /** Removes the oldest, joined with the next ones up to this many bytes. */
    Segment removeUpTo(int most) {
        var oldest = removeFirst();
        int length = oldest.length();
        if (first == null || length + first.length() > most) {
            return oldest;
        }
        var parts = new ArrayList<Segment>();
        parts.add(oldest);
        while (first != null && length + first.length() <= most) {
            length += first.length();
            parts.add(removeFirst());
        }
        return Segment.joined(parts, length);
    }

    Segment removeLast() {
        if (others == null || others.isEmpty()) {
            return removeFirst();
        }
        var removed = others.removeLast();
        released(removed);
        return removed;
    }

    /** Removes the oldest of these; null if there is none. */
    @Nullable Segment removeOldest(Predicate<Segment> which) {
        if (first != null && which.test(first)) {
            return removeFirst();
        }
        if (others != null) {
            for (Iterator<Segment> each = others.iterator(); each.hasNext(); ) {
                var segment = each.next();
                if (which.test(segment)) {
                    each.remove();
                    released(segment);
                    return segment;
                }
            }
        }
        return null;
    }

    void clear() {
        while (first != null) {
            removeFirst();
        }
    }

    private ArrayDeque<Segment> more() {
        if (others == null) {
            others = new ArrayDeque<>(4);
        }
        return others;
    }

    private void kept(Segment segment) {
        messages += segment.messages();
        bytes += segment.length();
        segment.kept(memory);
    }

    private void released(Segment segment) {
        messages -= segment.messages();
        bytes -= segment.length();
        segment.released(memory);
        segment.settle();
    }
}
