// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.client;

import java.nio.ByteBuffer;

/** Some servers pack several messages into one, a line each. */
final class Lines {
    private Lines() {}

    static void each(
            Connection connection, Client client, ByteBuffer buffer, int at, int length, long now) {
        int end = at + length;
        int from = at;
        for (int i = at; i <= end; i++) {
            if (i == end || buffer.get(i) == '\n') {
                if (i > from) {
                    client.message(connection, buffer, from, i - from, now);
                }
                from = i + 1;
            }
        }
    }
}
