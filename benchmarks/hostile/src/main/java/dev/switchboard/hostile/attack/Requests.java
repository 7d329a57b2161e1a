// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.attack;

import static dev.switchboard.hostile.attack.Rows.KIB;

import dev.switchboard.hostile.attack.Strangers.After;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Requests that never become a WebSocket. */
final class Requests {
    /** How many go at once. */
    private static final int BATCH = 200;

    private Requests() {}

    static void in(Rows rows) {
        for (int count : new int[] {1, 20, rows.count(200, 50)}) {
            pipeline(rows, "pipelined-ws-" + count, count, "for /ws", Bytes.request("/ws"), BATCH);
        }
        pipeline(rows, "pipelined-page", "for /", Bytes.request("/"), BATCH);
        pipeline(
                rows,
                "pipelined-deep",
                "for a path of 3,000 folders",
                Bytes.request("/" + "a/".repeat(3_000)),
                BATCH / 20);
        pipeline(
                rows,
                "large-head",
                "with a head of 20 KB",
                Bytes.request("/ws", "X: " + "x".repeat(20 * KIB)),
                BATCH / 20);
        pipeline(rows, "many-fields", "with 1,000 fields", Bytes.request("/ws", fields(1_000)), 1);
        pipeline(
                rows,
                "cookies",
                "with 7 KB of cookies",
                Bytes.request("/ws", "Cookie: " + "a=b; ".repeat(7 * KIB / 5) + "c=d"),
                BATCH / 20);
        pipeline(
                rows,
                "chunked-post",
                "that post 64 KB in chunks of 16 bytes",
                Bytes.request("/ws", "Transfer-Encoding: chunked").replace("GET", "POST")
                        + "10\r\n0123456789abcdef\r\n".repeat(64 * KIB / 16)
                        + "0\r\n\r\n",
                1);
    }

    private static void pipeline(Rows rows, String name, String what, String request, int batch) {
        pipeline(rows, name, 20, what, request, batch);
    }

    private static void pipeline(
            Rows rows, String name, int count, String what, String request, int batch) {
        rows.sockets(
                name,
                "%d connections send requests %s, %d at once, as fast as they are answered"
                        .formatted(count, what, batch),
                Strangers.of(count, 1, After.REPEAT, Bytes.of(request.repeat(batch))));
    }

    private static String fields(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "X" + i + ": y")
                .collect(Collectors.joining("\r\n"));
    }
}
