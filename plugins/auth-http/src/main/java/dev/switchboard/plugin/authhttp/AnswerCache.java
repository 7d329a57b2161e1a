// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.authhttp;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * Answers of the backend, each until its time is over; beyond their number the oldest go. Guarded
 * by the lock of its {@link Inquiry}.
 */
final class AnswerCache<A> {

    private record Entry<A>(A answer, Instant end) {
        boolean isOver(Instant now) {
            return !now.isBefore(end);
        }
    }

    private final int most;

    /** The oldest first. */
    private final LinkedHashMap<Object, Entry<A>> entries = new LinkedHashMap<>();

    AnswerCache(int most) {
        this.most = most;
    }

    Optional<A> get(Object question, Instant now) {
        var entry = entries.get(question);
        if (entry == null) {
            return Optional.empty();
        }
        if (entry.isOver(now)) {
            entries.remove(question);
            return Optional.empty();
        }
        return Optional.of(entry.answer);
    }

    /** Keeps an answer until then. */
    void put(Object question, A answer, Instant end, Instant now) {
        var entry = new Entry<>(answer, end);
        if (!entry.isOver(now)) {
            entries.putLast(question, entry);
        }
        while (!entries.isEmpty()
                && (entries.size() > most || entries.firstEntry().getValue().isOver(now))) {
            entries.pollFirstEntry();
        }
    }
}
