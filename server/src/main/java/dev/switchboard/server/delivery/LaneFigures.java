// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

/**
 * How one lane does.
 *
 * @param waiting bytes of messages that wait for it, with their overhead
 * @param deliveries messages to single clients so far
 * @param cost what these cost, in bytes: those that were sent, and 2,048 for each delivery
 * @param cpuNanos what its thread has computed so far; small turns are done by threads that read
 */
public record LaneFigures(int lane, long waiting, long deliveries, long cost, long cpuNanos) {}
