// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.api;

import java.time.Duration;

/**
 * Measures how long something takes, as a distribution.
 *
 * {@snippet class="ApiExamples" region="metrics"}
 */
@FunctionalInterface
public interface Timer {

    /** Records one duration. */
    void record(Duration duration);
}
