// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

/** What may happen to a connection, each once. */
enum EndingStep {
    ARRIVE,
    JOIN,
    PEER_CLOSES,
    SWITCH_CLOSES,
    NETWORK_BREAKS,
    /** The peer takes nothing more. Publishers are held, and then there is more than may wait. */
    OVERFLOW,
    DRAIN
}
