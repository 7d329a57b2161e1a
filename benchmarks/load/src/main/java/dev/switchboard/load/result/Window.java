// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.result;

/**
 * The measured window.
 *
 * @param messages received that carried this run's marker; a round trip of {@code ping-pong} is two
 * @param messagesPerRead how many messages one read of the generator found: how well the server
 *     batches
 */
public record Window(
        double seconds,
        long messages,
        double messagesPerSecond,
        double sentPerSecond,
        double messagesPerRead,
        double bytesPerSecond) {}
