// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.engine;

import dev.switchboard.api.Published;
import dev.switchboard.api.Topic;
import dev.switchboard.server.delivery.Publication;
import java.util.concurrent.CompletionStage;

/**
 * Carries publications to all processes of the switch and decides the order of each topic's. An
 * engine is made with the {@link LocalDelivery} that it delivers to, and calls it for the
 * publications of one topic in the order that it decided. Any thread may call.
 *
 * <p>What a topic has said and who is in it, history and presence, are for the engine to keep too,
 * since only it knows the order; they become methods here with the first engine that keeps them.
 */
public interface Engine {

    /**
     * Takes a publication. What one thread publishes to a topic keeps its order. Never blocks: an
     * engine that has no room refuses.
     *
     * @return done when what the topic promises is done, be it nothing, stored or replicated; fails
     *     with a {@link dev.switchboard.api.Refusal}, and nothing else, if that cannot be. An
     *     answer that is known at once should be a constant
     * @throws IllegalArgumentException if the message cannot be written
     */
    CompletionStage<Published> publish(Publication publication);

    /**
     * From now on, and before its first member waits for it, this topic has an audience here. For
     * one topic this and {@link #uninterested} take turns. Called under a lock: it must not block
     * and not call back.
     */
    void interested(Topic topic);

    /**
     * The last member has left. True if the topic can be forgotten here; else it stays, without
     * members, until {@link LocalDelivery#forget}. Called as {@link #interested} is.
     */
    boolean uninterested(Topic topic);
}
