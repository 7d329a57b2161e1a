// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.comparison.scenario;

/** Scenarios that follow each other on one server process, begun afresh for them. */
public enum Stage {
    /** Messages in rooms. */
    ROOMS,
    /** Messages that come back as they are. */
    ECHO,
    /** Many connections; on a fresh process, so that memory is not what earlier load left. */
    CROWD,
    /** The same with TLS. */
    SECURE,
    /** The same work in small and in large. */
    GROWTH,
    /** From nothing to the first connection; starts its own processes. */
    START,
    /** Ten minutes and the collector's log. */
    PAUSES
}
