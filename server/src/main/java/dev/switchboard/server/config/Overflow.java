// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config;

/** What happens to a client that reads more slowly than it is sent to, once its outbox is full. */
public enum Overflow {
    /** The connection is closed with 1013; the client comes back and starts afresh. */
    DISCONNECT,
    /** The oldest waiting messages are dropped, and the client is told how many. */
    DROP_OLDEST,
    /** The new message is dropped, and the client is told how many. */
    DROP_NEWEST,
    /** Nobody who publishes to the topic is read from, until there is room again. */
    SLOW_PUBLISHER
}
