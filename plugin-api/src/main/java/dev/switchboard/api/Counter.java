// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.api;

/**
 * Counts things that happened; it only grows.
 *
 * {@snippet class="ApiExamples" region="metrics"}
 */
@FunctionalInterface
public interface Counter {

    /** Adds this many. */
    void add(long count);

    /** Adds one. */
    default void increment() {
        add(1);
    }
}
