// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.attack;

import static dev.switchboard.hostile.attack.Rows.BIG;
import static dev.switchboard.hostile.attack.Rows.KIB;

import dev.switchboard.hostile.server.Setup;
import java.util.stream.IntStream;

/** Clients within all limits that read all they get. */
final class Floods {
    private static final String SAY =
            "{\"msg_type\":\"room_message\",\"room\":\"%s\",\"content\":\"%%p\"}";
    private static final int ROOMS = 100;

    private static final Role CHATTERS = Role.chatting(20, 4 * KIB);

    private Floods() {}

    static void in(Rows rows) {
        mixed(rows);
        everyone(rows);
        rooms(rows);
        direct(rows);
        raw(rows);
    }

    private static void mixed(Rows rows) {
        rows.add(
                "chat-echo",
                "20 clients send 50/s chats of 4 KB, 60 clients send 50/s of 60 KB to /echo",
                ground ->
                        Together.of(
                                "chat",
                                new Crew(ground, CHATTERS),
                                "echo",
                                new Crew(ground, echoing(60, BIG))));
        chatDirect(rows, "chat-direct", rows.usual(), 120);
        chatDirect(rows, "chat-direct-512m", Setup.heap("512m"), 50);
    }

    private static void chatDirect(Rows rows, String name, Setup setup, int count) {
        rows.add(
                name,
                "20 clients send 50/s chats of 4 KB, %d send 50/s direct messages of 60 KB to one that reads"
                        .formatted(count),
                setup,
                ground ->
                        Together.of(
                                "chat",
                                new Crew(ground, CHATTERS),
                                "direct",
                                new Aimed(ground, count, BIG)));
    }

    private static void everyone(Rows rows) {
        talkers(rows, 1);
        talkers(rows, 20);
        talkers(rows, 200);
        if (rows.isLong()) {
            talkers(rows, 1_000);
        }
        rows.crew("talkers-4k", "20 clients send 50/s chats of 4 KB", CHATTERS);
        rows.crew("talkers-60k", "20 clients send 50/s chats of 60 KB", Role.chatting(20, BIG));
    }

    private static void talkers(Rows rows, int count) {
        rows.crew(
                "talkers-" + count,
                "%,d clients send 50/s chats of 128 bytes".formatted(count),
                Role.chatting(count, 128));
    }

    private static void rooms(Rows rows) {
        for (int count : new int[] {1, 20, rows.count(1_000, 100)}) {
            rows.crew(
                    "room-" + count,
                    "%,d clients are in one room and send 50/s of 128 bytes there".formatted(count),
                    Role.talking(count, 128, SAY.formatted("hall")).greeting(Role.joining("hall")));
        }
        rows.crew(
                "room-60k",
                "20 clients are in one room and send 50/s of 60 KB there",
                Role.talking(20, BIG, SAY.formatted("hall")).greeting(Role.joining("hall")));
        rows.crew(
                "rooms-100",
                "one client is in 100 rooms and sends 50/s of 128 bytes there, in turn",
                Role.talking(1, 128, each("hall", SAY)).greeting(each("hall", Role.joining("%s"))));
        int joiners = rows.count(1_000, 200);
        rows.crew(
                "join-leave",
                "%,d clients join one room and leave it again, 50 orders/s each".formatted(joiners),
                Role.talking(joiners, 0, Refusals.order("join"), Refusals.order("leave")));
    }

    /** The template for as many rooms as a client may be in, whose names begin so. */
    static String[] each(String name, String template) {
        return IntStream.range(0, ROOMS)
                .mapToObj(i -> template.formatted(name + i))
                .toArray(String[]::new);
    }

    private static void direct(Rows rows) {
        for (int count : new int[] {1, 20, rows.count(1_000, 100)}) {
            rows.add(
                    "direct-" + count,
                    "%,d clients send 50/s direct messages of 128 bytes to one that reads"
                            .formatted(count),
                    ground -> new Aimed(ground, count, 128));
        }
        for (int count : new int[] {1, 20}) {
            rows.add(
                    "direct-slow-" + count,
                    "%d clients send 50/s direct messages of 60 KB to one that reads 1 MB/s"
                            .formatted(count),
                    ground -> new Aimed(ground, count, BIG, 1_000_000));
        }
    }

    private static void raw(Rows rows) {
        for (int count : new int[] {1, 20, rows.count(1_000, 100)}) {
            rows.crew(
                    "echo-" + count,
                    "%,d clients send 50/s of 128 bytes to /echo".formatted(count),
                    echoing(count, 128));
        }
        rows.crew("echo-60k", "60 clients send 50/s of 60 KB to /echo", echoing(60, BIG));
        rows.crew(
                "relay-20",
                "20 clients send 50/s of 4 KB to /relay, each to all of them",
                Role.talking(20, 4 * KIB, "%p").on("/relay"));
    }

    private static Role echoing(int count, int size) {
        return Role.talking(count, size, "%p").on("/echo");
    }
}
