// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

/** Why nothing more is read from a client for now. */
public enum Hold {
    /** What it has caused still waits: its {@link Debt}. */
    DEBT,
    /** Too much waits for a lane. */
    QUEUE,
    /** Too much waits for a topic that it publishes to, or a receiver of that topic is behind. */
    TOPIC,
    /** It has sent more than its limits let it. */
    RATE,
    /** A plugin handles its message. */
    CALL
}
