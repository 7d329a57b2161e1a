// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.operation;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * What the running switch is told to do, by signals and by its operator. Any thread may give an
 * order; one takes them.
 */
final class Orders {

    /** An order. */
    enum Order {
        /** Read the configuration again. */
        RELOAD,
        /** Send the clients away and end; when told twice, at once. */
        STOP
    }

    private final BlockingQueue<Order> given = new LinkedBlockingQueue<>();

    void give(Order order) {
        given.add(order);
    }

    /** Waits for the order to stop; false if nobody waits any more. */
    boolean awaitStop() {
        try {
            while (given.take() != Order.STOP) {
                // the configuration is not read again while the switch ends
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    Order await() throws InterruptedException {
        return given.take();
    }
}
