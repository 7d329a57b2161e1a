// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.attack;

import dev.switchboard.hostile.attack.Shifts.Shift;
import dev.switchboard.hostile.attack.Strangers.After;
import dev.switchboard.hostile.server.Setup;
import java.time.Duration;
import java.util.List;

/**
 * A little of everything, for hours: so moderate that attackers, honest clients and the switch
 * together leave a core of two half idle.
 */
public final class Mixture {
    public static final Assault ASSAULT =
            new Assault(
                    "soak",
                    "Clients come, talk and leave; others flood, read slowly or not at all, send half messages and bad ones, in shifts",
                    Setup.heap("512m"),
                    ground -> new Shifts(ground, shifts()));

    private static final int KIB = 1024;
    private static final int BIG = 60_000;
    private static final Duration ALWAYS = Duration.ofDays(365);

    private Mixture() {}

    /** What comes and goes: a name, what it does, and when. */
    public static List<List<String>> description() {
        return shifts().stream()
                .map(shift ->
                        List.of(
                                shift.name(),
                                shift.what(),
                                shift.on().equals(ALWAYS)
                                        ? "always"
                                        : "%d s on, %d s off"
                                                .formatted(
                                                        shift.on().toSeconds(),
                                                        shift.off().toSeconds())))
                .toList();
    }

    /** No two have the same period, so that they meet in ever new ways. */
    private static List<Shift> shifts() {
        return List.of(
                new Shift(
                        "churn",
                        "50 clients a second come, join a room, talk there, leave it and go",
                        ALWAYS,
                        Duration.ZERO,
                        ground -> new Churn(ground, 50)),
                crew(
                        "chat",
                        "4 clients send 10/s chats of 1 KB",
                        seconds(40, 17),
                        Role.chatting(4, KIB).paced(10, 1)),
                crew(
                        "room",
                        "20 clients send 20/s of 256 bytes to one room",
                        seconds(50, 19),
                        flood(20, 256).paced(20, 1)),
                crew(
                        "large-room",
                        "2 clients send 10/s of 16 KB to one room",
                        seconds(61, 13),
                        flood(2, 16 * KIB).paced(10, 1)),
                crew(
                        "echo",
                        "10 clients send 5/s of 60 KB to /echo",
                        seconds(30, 23),
                        Role.talking(10, BIG, "%p").on("/echo").paced(5, 1)),
                new Shift(
                        "direct",
                        "5 clients send 50/s direct messages of 8 KB to one that reads",
                        Duration.ofSeconds(35),
                        Duration.ofSeconds(26),
                        ground -> new Aimed(ground, 5, 8 * KIB)),
                crew(
                        "slow",
                        "20 clients read 100 KB/s, which is more than they are sent",
                        seconds(70, 11),
                        Role.listening(20, 100_000, 16 * KIB)),
                crew(
                        "stopped",
                        "20 clients in honest and in flooded rooms stop reading",
                        seconds(45, 14),
                        Role.stopping(20, 4 * KIB, Role.joining("loud"), Role.joining("r%g"))),
                sockets(
                        "half-messages",
                        "50 clients stop in the last fragment of a message of 64 KB",
                        seconds(55, 16),
                        Strangers.of(
                                50,
                                5,
                                After.BE_SILENT,
                                Bytes.of(Bytes.upgrade()),
                                Bytes.unfinished(48 * KIB, 16 * KIB))),
                sockets(
                        "half-handshakes",
                        "50 sockets stop in the middle of the handshake",
                        seconds(25, 34),
                        Strangers.of(
                                50,
                                5,
                                After.BE_SILENT,
                                Bytes.of(Bytes.upgrade().substring(0, 40)))),
                crew(
                        "bad-json",
                        "5 clients send 20/s of 8 KB that at their very end are no JSON",
                        seconds(33, 28),
                        Role.talking(5, 8 * KIB, "{\"msg_type\":\"chat\",\"content\":\"%p\"")
                                .paced(20, 1)),
                crew(
                        "above-rate",
                        "a client sends 1,050 messages every 2.1 s, most of them above its rate",
                        seconds(20, 47),
                        Role.talking(
                                        1,
                                        100,
                                        "{\"msg_type\":\"join_room\",\"room\":\"h\",\"x\":\"%p\"}")
                                .paced(500, 1_050)),
                sockets(
                        "pages",
                        "a connection sends 200 requests for / at once, and is opened anew 20 times a second",
                        seconds(28, 43),
                        Strangers.of(1, 1, After.REPEAT, Bytes.of(Bytes.request("/").repeat(200)))
                                .opening(20)));
    }

    /** How long it is on, and off. */
    private record Turns(Duration on, Duration off) {}

    private static Turns seconds(int on, int off) {
        return new Turns(Duration.ofSeconds(on), Duration.ofSeconds(off));
    }

    private static Shift crew(String name, String what, Turns turns, Role role) {
        return new Shift(name, what, turns.on, turns.off, ground -> new Crew(ground, role));
    }

    private static Shift sockets(String name, String what, Turns turns, Strangers strangers) {
        return new Shift(name, what, turns.on, turns.off, ground -> new Sockets(ground, strangers));
    }

    private static Role flood(int count, int size) {
        return Role.talking(
                        count,
                        size,
                        "{\"msg_type\":\"room_message\",\"room\":\"loud\",\"content\":\"%p\"}")
                .greeting(Role.joining("loud"));
    }
}
