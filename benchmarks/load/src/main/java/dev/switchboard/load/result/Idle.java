// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.result;

/**
 * Connections on which nothing is said.
 *
 * @param connections at the end of the window
 * @param pings that the server sent to them
 */
public record Idle(long connections, double residentBytesPerConnection, long pings) {}
