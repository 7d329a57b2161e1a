// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.client;

/** What a worker has read since it began. */
public record Traffic(long reads, long bytes, long messages, long pings) {
    public static final Traffic NONE = new Traffic(0, 0, 0, 0);

    public Traffic plus(Traffic other) {
        return new Traffic(
                reads + other.reads,
                bytes + other.bytes,
                messages + other.messages,
                pings + other.pings);
    }

    public Traffic minus(Traffic other) {
        return new Traffic(
                reads - other.reads,
                bytes - other.bytes,
                messages - other.messages,
                pings - other.pings);
    }
}
