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
    private int messages;
    private long bytes;

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
        count(segment, 1);
        if (first == null) {
            first = segment;
        } else {
            more().addLast(segment);
        }
    }

    void addFirst(Segment segment) {
        count(segment, 1);
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
        count(removed, -1);
        return removed;
    }

    /** Removes the oldest, joined with the next ones up to this many bytes. */
    Segment removeUpTo(int most) {
        var oldest = removeFirst();
        int length = oldest.bytes().length;
        if (first == null || length + first.bytes().length > most) {
            return oldest;
        }
        var parts = new ArrayList<Segment>();
        parts.add(oldest);
        while (first != null && length + first.bytes().length <= most) {
            length += first.bytes().length;
            parts.add(removeFirst());
        }
        return Segment.joined(parts, length);
    }

    Segment removeLast() {
        if (others == null || others.isEmpty()) {
            return removeFirst();
        }
        var removed = others.removeLast();
        count(removed, -1);
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
                    count(segment, -1);
                    return segment;
                }
            }
        }
        return null;
    }

    void clear() {
        first = null;
        others = null;
        messages = 0;
        bytes = 0;
    }

    private ArrayDeque<Segment> more() {
        if (others == null) {
            others = new ArrayDeque<>(4);
        }
        return others;
    }

    private void count(Segment segment, int sign) {
        messages += sign * segment.messages();
        bytes += (long) sign * segment.bytes().length;
    }
}
