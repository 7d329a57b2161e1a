// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.attack;

import static dev.switchboard.hostile.attack.Rows.KIB;

import dev.switchboard.hostile.attack.Strangers.After;
import dev.switchboard.hostile.attack.Together.Part;
import dev.switchboard.hostile.server.Setup;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Clients that read slowly, or not at all. */
final class Readers {
    private static final String SAY =
            "{\"msg_type\":\"room_message\",\"room\":\"%s\",\"content\":\"%%p\"}";
    private static final Role BURSTS = Role.chatting(1, 65_000).paced(100 / 2.2, 100);
    private static final String[] TEN_ROOMS =
            Stream.concat(Stream.of("loud"), IntStream.range(0, 10).mapToObj(i -> "r" + i))
                    .map(Role::joining)
                    .toArray(String[]::new);
    private static final double MEGABIT = 1_000_000 / 8.0;

    /** A ping waits 25 s, an answer 10 s: after that a client counts as silent. */
    private static final Duration UNTIL_SILENT = Duration.ofSeconds(45);

    /** Until what one client does not read is more than it may leave. */
    private static final Duration UNTIL_OVERFLOWN = Duration.ofSeconds(8);

    /** What is kept for those who do not read needs some time to become much. */
    private static final Duration UNTIL_FULL = Duration.ofSeconds(15);

    /**
     * Many rooms, each with messages of its own and a member that does not read them: what is kept
     * for one of them is kept for nobody else. The messages are small, so that what bounds them all
     * is less than the heap.
     */
    private static final Assault STOPPED_APART =
            new Assault(
                            "stopped-apart",
                            "200 clients in rooms of their own stop reading; in each room another sends 6/s of 15 KB; 60 send as much to /echo, and 40 send 50/s to one that reads; 100 stop within a message; 20 are in 100 rooms each",
                            Setup.heap("256m")
                                    .with("messages.max-size = 16KiB")
                                    .with("messages.max-frame-size = 16KiB"),
                            Readers::stoppedApart)
                    .lasting(UNTIL_FULL)
                    .filling();

    private Readers() {}

    static void in(Rows rows) {
        for (int speed : new int[] {5, 10, 20}) {
            rows.add(
                    "slow-links-" + speed,
                    "60 clients read %d Mbit/s each; one client sends 100 chats of 65 KB at once, every 2.2 s"
                            .formatted(speed),
                    ground ->
                            Together.of(
                                    "slow",
                                    new Crew(ground, Role.listening(60, speed * MEGABIT, 64 * KIB)),
                                    "burst",
                                    new Crew(ground, BURSTS)));
        }
        rows.add(
                new Assault(
                                "slow-listener",
                                "20 clients read 50 KB/s each, half of what they are sent, and answer pings as they come to them",
                                rows.usual(),
                                ground ->
                                        Together.of(
                                                "slow",
                                                new Crew(
                                                        ground,
                                                        Role.listening(20, 50_000, 64 * KIB)),
                                                "chat",
                                                new Crew(ground, Role.chatting(2, KIB))))
                        .lasting(UNTIL_SILENT));
        rows.add(
                "stopped-readers",
                "200 clients in honest rooms, and in one where 4 clients send 50/s of 16 KB, stop reading",
                Setup.heap("256m"),
                ground ->
                        Together.of(
                                "stopped",
                                new Crew(
                                        ground,
                                        Role.stopping(
                                                200,
                                                4 * KIB,
                                                Role.joining("loud"),
                                                Role.joining("r%g"))),
                                "loud",
                                new Crew(ground, loud(4))));
        rows.add(STOPPED_APART);
        rows.add(
                new Assault(
                                "one-slow-reader",
                                "one client in ten honest rooms and a loud one reads 5 KB/s; two others send 30/s of 16 KB to the loud one",
                                rows.usual(),
                                ground ->
                                        Together.of(
                                                "slow",
                                                new Crew(
                                                        ground,
                                                        Role.stopping(1, 4 * KIB, TEN_ROOMS)
                                                                .reading(5_000)),
                                                "loud",
                                                new Crew(ground, loud(2).paced(30, 1))))
                        .lasting(UNTIL_OVERFLOWN));
    }

    private static Role loud(int count) {
        return Role.talking(count, 16 * KIB, SAY.formatted("loud")).greeting(Role.joining("loud"));
    }

    private static Attack stoppedApart(Ground ground) throws IOException {
        String room = SAY.formatted("own%d");
        int size = 15 * KIB;
        return new Together(
                List.of(
                        new Part(
                                "stopped",
                                new Crew(
                                        ground,
                                        Role.stopping(200, 4 * KIB, Role.joining("own%d")))),
                        new Part(
                                "loud",
                                new Crew(
                                        ground,
                                        Role.talking(200, size, room)
                                                .paced(6, 1)
                                                .greeting(Role.joining("own%d")))),
                        new Part(
                                "echo",
                                new Crew(
                                        ground,
                                        Role.talking(60, size, "%p").on("/echo").paced(6, 1))),
                        new Part(
                                "member",
                                new Crew(
                                        ground,
                                        Role.talking(20, 0)
                                                .greeting(
                                                        Floods.each("of%d-", Role.joining("%s"))))),
                        new Part("direct", new Aimed(ground, 40, size)),
                        new Part(
                                "half",
                                new Sockets(
                                        ground,
                                        Strangers.of(
                                                100,
                                                4,
                                                After.BE_SILENT,
                                                Bytes.of(Bytes.upgrade()),
                                                Bytes.unfinished(8 * KIB, 4 * KIB))))));
    }
}
