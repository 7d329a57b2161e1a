// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.engine;

import dev.switchboard.api.Topic;
import dev.switchboard.server.delivery.Publication;

/** This process, as an engine sees it: the way to those who are connected here. Any thread. */
public interface LocalDelivery {

    /**
     * Hands a publication to the members of its topic who are connected here. All of them get the
     * publications of a topic in the order of these calls; of two at once, in one and the same.
     *
     * @return whether the topic has members here
     */
    boolean deliver(Publication publication);

    /** Forgets a topic that the engine wanted to stay, unless it has members again. */
    void forget(Topic topic);
}
