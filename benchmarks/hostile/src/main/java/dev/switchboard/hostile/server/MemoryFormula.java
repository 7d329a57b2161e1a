// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.server;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a switch may take of its heap at most, as <i>What bounds memory</i> in ARCHITECTURE.md says,
 * with its own settings. What plugins keep is not in it.
 *
 * @param idle live bytes without a client
 * @param delivery all messages on their way out
 * @param perClient bytes of a client in the worst case
 * @param perPending bytes of a connection without a request so far
 */
public record MemoryFormula(long idle, long delivery, long perClient, long perPending) {
    private static final long KIB = 1024;
    private static final long IDLE_CLIENT = 2 * KIB;
    private static final long MEMBERSHIP = 100;
    private static final long ROOM = 340;
    private static final long READ_BUFFER = 64 * KIB;
    private static final long SOCKET = 4 * KIB;
    private static final long HTTP_CONNECTION = 32 * KIB;
    private static final long MOST_PENDING = 1_000;

    /** Bytes of an event or a call, without its message. */
    private static final long CALL = KIB;

    /**
     * Of a switch that nobody uses yet.
     *
     * @param live bytes that a collection leaves
     * @param heap bytes that the heap may have
     * @param config what {@code /config} says
     */
    static MemoryFormula of(long live, long heap, String config) {
        long set = bytes(config, "delivery.memory");
        long message = bytes(config, "messages.max-size");
        return new MemoryFormula(
                live,
                set > 0 ? set : heap / 5 * 2,
                IDLE_CLIENT
                        + message
                        + bytes(config, "messages.max-frame-size")
                        + READ_BUFFER
                        + message
                        + SOCKET
                        + bytes(config, "rooms.per-client") * MEMBERSHIP
                        + CALL
                        + message,
                HTTP_CONNECTION + bytes(config, "listen.header-size"));
    }

    /**
     * The bound.
     *
     * @param clients connections at most
     * @param rooms at most
     * @param pending connections without a request at most
     */
    public long bound(long clients, long rooms, long pending) {
        return idle
                + delivery
                + clients * perClient
                + rooms * ROOM
                + Math.min(pending, MOST_PENDING) * perPending;
    }

    /** A number, of bytes or of other things; 0 if it says nothing of the kind. */
    private static long bytes(String config, String key) {
        Matcher found =
                Pattern.compile("(?m)^" + Pattern.quote(key) + "\\s+(\\d+)(?: (KiB|MiB|GiB))?\\b")
                        .matcher(config);
        if (!found.find()) {
            return 0;
        }
        long number = Long.parseLong(found.group(1));
        return switch (found.group(2)) {
            case "KiB" -> number << 10;
            case "MiB" -> number << 20;
            case "GiB" -> number << 30;
            case null, default -> number;
        };
    }
}
