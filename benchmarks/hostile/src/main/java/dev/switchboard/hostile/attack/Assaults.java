// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.attack;

import dev.switchboard.hostile.attack.Strangers.After;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Every attack there is. */
public final class Assaults {
    private static final String SMALL = "-Xmx256m";
    private static final String MEDIUM = "-Xmx512m";
    private static final String LARGE = "-Xmx1g";

    private static final int KIB = 1024;

    /** Close to the largest message that the default limits allow. */
    private static final int BIG = 60_000;

    /** A little less than the refusals after which a client is closed. */
    private static final int FORGIVEN = 950;

    private static final int BATCH = 200;

    private static final Role CHATTERS = Role.chatting(20, 4 * KIB);
    private static final Role ECHO = Role.talking(60, BIG, "%p").on("/echo");
    private static final Role ABOVE_RATE =
            Role.talking(50, 100, order("join")).paced((FORGIVEN + 100) / 2.1, FORGIVEN + 100);
    private static final Role UNKNOWN_KIND =
            Role.talking(50, BIG, "{\"msg_type\":\"nobody_knows\",\"content\":\"%p\"}");
    private static final Role BAD_JSON =
            Role.talking(50, BIG, "{\"msg_type\":\"chat\",\"content\":\"%p\"");
    private static final Role SLOW_LINKS = Role.listening(60, 5_000_000 / 8.0, 64 * KIB);
    private static final Role BURSTS = Role.chatting(1, 65_000).paced(100 / 2.2, 100);
    private static final Role STOPPED =
            Role.stopping(200, 4 * KIB, Role.joining("loud"), Role.joining("r%g"));
    private static final Role LOUD =
            Role.talking(
                            4,
                            16 * KIB,
                            "{\"msg_type\":\"room_message\",\"room\":\"loud\",\"content\":\"%p\"}")
                    .greeting(Role.joining("loud"));

    private final boolean isLong;
    private final String heap;
    private final List<Assault> all = new ArrayList<>();

    private Assaults(boolean isLong) {
        this.isLong = isLong;
        heap = isLong ? LARGE : MEDIUM;
    }

    /**
     * In the order in which they are made.
     *
     * @param isLong with the full numbers of attackers, and the heaps of larger machines
     */
    public static List<Assault> all(boolean isLong) {
        Assaults assaults = new Assaults(isLong);
        assaults.floods();
        assaults.refusals();
        assaults.readers();
        assaults.requests();
        assaults.sockets();
        return List.copyOf(assaults.all);
    }

    /** One of them, or the {@link Mixture}. */
    static Assault named(String name, boolean isLong) {
        return Stream.concat(all(isLong).stream(), Stream.of(Mixture.ASSAULT))
                .filter(assault -> assault.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no attack is called " + name));
    }

    /** Clients within all limits that read all they get. */
    private void floods() {
        add(
                "chat-echo",
                "20 clients send 50/s chats of 4 KB, 60 clients send 50/s of 60 KB to /echo",
                ground ->
                        Together.of(
                                "chat",
                                new Crew(ground, CHATTERS),
                                "echo",
                                new Crew(ground, ECHO)));
        add(
                "chat-direct",
                "20 clients send 50/s chats of 4 KB, 120 send 50/s direct messages of 60 KB to one that reads",
                ground ->
                        Together.of(
                                "chat",
                                new Crew(ground, CHATTERS),
                                "direct",
                                new Aimed(ground, 120, BIG)));
        for (int count : isLong ? new int[] {20, 200, 1000} : new int[] {20, 200}) {
            add(
                    "talkers-" + count,
                    "%,d clients send 50/s chats of 128 bytes".formatted(count),
                    ground -> new Crew(ground, Role.chatting(count, 128)));
        }
        int joiners = isLong ? 1_000 : 200;
        add(
                "join-leave",
                "%,d clients join one room and leave it again, 50 orders/s each".formatted(joiners),
                ground ->
                        new Crew(ground, Role.talking(joiners, 0, order("join"), order("leave"))));
    }

    /** Clients whose messages are refused. */
    private void refusals() {
        add(
                "above-rate",
                "50 clients send 1,050 messages of 100 bytes every 2.1 s, most of them above their rate",
                ground -> new Crew(ground, ABOVE_RATE));
        add(
                "unknown-kind",
                "50 clients send 50/s messages of 60 KB of a kind that there is not",
                ground -> new Crew(ground, UNKNOWN_KIND));
        add(
                "bad-json",
                "50 clients send 50/s messages of 60 KB that at their very end are no JSON",
                ground -> new Crew(ground, BAD_JSON));
    }

    /** Clients that read slowly, or not at all. */
    private void readers() {
        add(
                "slow-links",
                "60 clients read 5 Mbit/s each; one client sends 100 chats of 65 KB at once, every 2.2 s",
                ground ->
                        Together.of(
                                "slow",
                                new Crew(ground, SLOW_LINKS),
                                "burst",
                                new Crew(ground, BURSTS)));
        add(
                "stopped-readers",
                "200 clients in honest rooms, and in one where 4 clients send 50/s of 16 KB, stop reading",
                SMALL,
                ground ->
                        Together.of(
                                "stopped",
                                new Crew(ground, STOPPED),
                                "loud",
                                new Crew(ground, LOUD)));
    }

    /** Requests that never become a WebSocket. */
    private void requests() {
        pipeline("pipelined-ws", "/ws", "/ws", BATCH);
        pipeline("pipelined-page", "/", "/", BATCH);
        pipeline("pipelined-deep", "/" + "a/".repeat(3_000), "a path of 3,000 folders", BATCH / 20);
    }

    private void pipeline(String name, String path, String shown, int batch) {
        byte[] requests = Bytes.of(Bytes.request(path).repeat(batch));
        add(
                name,
                "20 connections send requests for %s, %d at once, as fast as they are answered"
                        .formatted(shown, batch),
                ground -> new Sockets(ground, Strangers.of(20, 1, After.REPEAT, requests)));
    }

    /** Sockets that say nothing, or not all. */
    private void sockets() {
        add(
                "silent-sockets",
                "1,200 sockets from 4 addresses that say nothing, opened anew when closed",
                ground -> new Sockets(ground, Strangers.of(1_200, 4, After.BE_SILENT)));
        byte[] half = Bytes.of(Bytes.upgrade().substring(0, 40));
        add(
                "half-handshakes",
                "1,200 sockets from 8 addresses that stop in the middle of the handshake",
                ground -> new Sockets(ground, Strangers.of(1_200, 8, After.BE_SILENT, half)));
        byte[] hello = Bytes.hello();
        all.add(
                new Assault(
                        "tls-hellos",
                        "20 sockets begin TLS, read the answer, reset, and begin anew, as fast as they are served",
                        heap,
                        true,
                        ground -> new Sockets(ground, Strangers.of(20, 1, After.RESET, hello))));
        byte[][] unfinished = {Bytes.of(Bytes.upgrade()), Bytes.unfinished(48 * KIB, 16 * KIB)};
        add(
                "half-messages",
                "1,000 clients stop in the last fragment of a message of 64 KB",
                SMALL,
                ground ->
                        new Sockets(ground, Strangers.of(1_000, 20, After.BE_SILENT, unfinished)));
    }

    private void add(String name, String what, Assault.Start start) {
        add(name, what, heap, start);
    }

    private void add(String name, String what, String heap, Assault.Start start) {
        all.add(new Assault(name, what, heap, false, start));
    }

    /** What joins or leaves one room; the payload stands in a field that is ignored. */
    private static String order(String verb) {
        return "{\"msg_type\":\"%s_room\",\"room\":\"hall\",\"ignored\":\"%%p\"}".formatted(verb);
    }
}
