// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.engine;

import dev.switchboard.api.Code;
import dev.switchboard.api.Position;
import dev.switchboard.api.Published;
import dev.switchboard.api.Refusal;
import dev.switchboard.api.Topic;
import dev.switchboard.server.delivery.Publication;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;

/**
 * An engine that takes everything at once and decides only when the test says so. All topics share
 * one numbering, so the offsets of each have holes. All fields are guarded by the lock.
 */
public final class FakeEngine implements Engine {

    public static final String EPOCH = "the first";

    private final LocalDelivery local;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Topic, Queue<Waiting>> waiting = new HashMap<>();
    private final Map<Topic, Long> last = new HashMap<>();
    private final List<String> interests = new ArrayList<>();
    private final Set<Topic> kept = new HashSet<>();
    private long offset;
    private boolean isFull;

    private record Waiting(Publication publication, CompletableFuture<Published> answer) {}

    public FakeEngine(LocalDelivery local) {
        this.local = local;
    }

    @Override
    public CompletionStage<Published> publish(Publication publication) {
        lock.lock();
        try {
            if (isFull) {
                return CompletableFuture.failedStage(
                        new Refusal(Code.UNAVAILABLE, "the engine is full"));
            }
            var answer = new CompletableFuture<Published>();
            waiting.computeIfAbsent(publication.topic(), _ -> new ArrayDeque<>())
                    .add(new Waiting(publication, answer));
            return answer.minimalCompletionStage();
        } finally {
            lock.unlock();
        }
    }

    /** Decides about the next publication of a topic; false if none waits. */
    public boolean decide(Topic topic) {
        Waiting next;
        Published published;
        lock.lock();
        try {
            next = waiting.getOrDefault(topic, new ArrayDeque<>()).poll();
            if (next == null) {
                return false;
            }
            offset++;
            var before = last.put(topic, offset);
            var position = new Position(EPOCH, offset, before == null ? 0 : before);
            boolean hasAudience = local.deliver(next.publication().at(position));
            published = new Published(hasAudience, Optional.of(position));
        } finally {
            lock.unlock();
        }
        next.answer().complete(published);
        return true;
    }

    /** Refuses the next publication of a topic, after all. */
    public void fail(Topic topic) {
        Waiting next;
        lock.lock();
        try {
            next = waiting.getOrDefault(topic, new ArrayDeque<>()).remove();
        } finally {
            lock.unlock();
        }
        next.answer().completeExceptionally(new Refusal(Code.UNAVAILABLE, "not stored"));
    }

    /** How many publications of a topic wait. */
    public int waiting(Topic topic) {
        lock.lock();
        try {
            return waiting.getOrDefault(topic, new ArrayDeque<>()).size();
        } finally {
            lock.unlock();
        }
    }

    /** Takes nothing from now on, or again. */
    public void full(boolean isFullNow) {
        lock.lock();
        try {
            isFull = isFullNow;
        } finally {
            lock.unlock();
        }
    }

    /** Wants a topic to stay when its last member leaves. */
    public void keep(Topic topic) {
        lock.lock();
        try {
            kept.add(topic);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void interested(Topic topic) {
        lock.lock();
        try {
            interests.add("+ " + topic);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean uninterested(Topic topic) {
        lock.lock();
        try {
            interests.add("- " + topic);
            return !kept.contains(topic);
        } finally {
            lock.unlock();
        }
    }

    /** Which interests came and went since the last call. */
    public List<String> interests() {
        lock.lock();
        try {
            var all = List.copyOf(interests);
            interests.clear();
            return all;
        } finally {
            lock.unlock();
        }
    }
}
