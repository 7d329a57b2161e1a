// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import dev.switchboard.api.Topic;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What is published to one topic: the topic, and the brake on those who publish to it. The brake is
 * made when it is pressed for the first time. Any thread.
 */
final class TopicFlow {

    private final ReentrantLock lock = new ReentrantLock();
    private final Topic topic;

    /** Set once, under the lock; read without it on each publish. */
    private volatile @Nullable Brake brake;

    TopicFlow(Topic topic) {
        this.topic = topic;
    }

    Topic topic() {
        return topic;
    }

    /**
     * Holds a publisher while too much waits for the topic in a lane, or while receivers are behind
     * and it is the topic's policy to wait for them.
     */
    void hold(Publisher publisher) {
        var present = brake;
        if (present != null) {
            present.hold(publisher);
        }
    }

    Brake brake() {
        lock.lock();
        try {
            var present = brake == null ? new Brake(Hold.TOPIC) : brake;
            brake = present;
            return present;
        } finally {
            lock.unlock();
        }
    }
}
