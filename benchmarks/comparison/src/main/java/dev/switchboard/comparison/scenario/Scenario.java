// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.comparison.scenario;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What is done to a server, in the order in which it is done. */
public enum Scenario {
    A(
            "a",
            Stage.ROOMS,
            "1,000 receivers, 100 messages a second",
            "One room of 1,000; one of them says 100 things a second, which makes 100,000 deliveries.",
            "fan-out --connections 1000 --rate 100"),
    B4(
            "b4",
            Stage.ROOMS,
            "Saturation, 4 messages under way",
            "One room of 1,000; the next message is sent as soon as fewer than 4 are on their way.",
            "fan-out --connections 1000 --window 4"),
    B32(
            "b32",
            Stage.ROOMS,
            "Saturation, 32 messages under way",
            "The same with 32: the load under which batching shows.",
            "fan-out --connections 1000 --window 32"),
    C(
            "c",
            Stage.ROOMS,
            "100 rooms of 10, 1,000 messages a second",
            "1,000 clients in 100 rooms; one in each room speaks, ten times a second.",
            "fan-out --connections 1000 --room-size 10 --rate 1000"),
    C_FULL(
            "c-full",
            Stage.ROOMS,
            "100 rooms of 10, saturation, 4 messages under way",
            "The same rooms with 4 messages under way in each.",
            "fan-out --connections 1000 --room-size 10 --window 4"),
    C_FULL_32(
            "c-full-32",
            Stage.ROOMS,
            "100 rooms of 10, saturation, 32 messages under way",
            "The same rooms with 32 messages under way in each.",
            "fan-out --connections 1000 --room-size 10 --window 32"),
    PING(
            "d-ping",
            Stage.ROOMS,
            "Ping-pong in rooms of two, 500 connections",
            "One of each pair speaks, the other answers, and so on. CPU is for a round trip, which is two deliveries.",
            "ping-pong --connections 500"),
    H(
            "h",
            Stage.ROOMS,
            "5 % of 1,000 stop reading",
            "As A with messages of 4 KiB; then 50 of the receivers stop reading, long enough to fill what the kernel and the server keep for them. What do the others notice?",
            "slow --connections 1000 --rate 100 --size 4096"),
    ECHO(
            "d-echo",
            Stage.ECHO,
            "Echo, 500 connections",
            "Each sends a message and, when it is back, the next.",
            "echo --connections 500"),
    F(
            "f",
            Stage.ECHO,
            "Churn: connect, one message, close",
            "64 clients at a time connect, say something, hear it come back, close, and connect again.",
            "churn"),
    E(
            "e",
            Stage.CROWD,
            "10,000 idle connections",
            "Resident memory gained for each connection by a server that has served before; for servers on the JVM also the live heap after a full collection.",
            "idle --connections 10000"),
    G(
            "g",
            Stage.CROWD,
            "10,000 cut at once come back",
            "Rooms of ten; all but 50 clients are cut in the same moment and return at once, while the 50 go on talking.",
            "storm --connections 10000"),
    E_TLS(
            "e-tls",
            Stage.SECURE,
            "2,000 idle connections with TLS",
            "As above, with TLS 1.3; fewer, for the handshakes take the generator long.",
            "idle --connections 2000 --insecure"),
    FEW_RECEIVERS(
            "growth-100",
            Stage.GROWTH,
            "Room of 100",
            "100,000 deliveries a second in a room of 100.",
            "fan-out --connections 100 --rate 1000"),
    OTHERS_THERE(
            "growth-others",
            Stage.GROWTH,
            "Room of 100, 9,000 others connected",
            "The same while 9,000 other clients are connected, in rooms of their own.",
            "fan-out --connections 100 --rate 1000"),
    MANY_RECEIVERS(
            "growth-10000",
            Stage.GROWTH,
            "Room of 10,000",
            "100,000 deliveries a second in a room of 10,000.",
            "fan-out --connections 10000 --rate 10"),
    FEW_ROOMS(
            "growth-rooms-10",
            Stage.GROWTH,
            "10 rooms",
            "1,000 clients in ten rooms of 100; 100,000 deliveries a second.",
            "fan-out --connections 1000 --room-size 100 --rate 1000"),
    MANY_ROOMS(
            "growth-rooms-10000",
            Stage.GROWTH,
            "10,000 rooms",
            "The same while each client is also in ten rooms of its own.",
            "fan-out --connections 1000 --room-size 100 --rate 1000"),
    START("start", Stage.START, "Start", "From starting the process to the first handshake.", ""),
    START_PLAIN(
            "start-plain",
            Stage.START,
            "Start without the AOT cache",
            "The same with the cache switched off.",
            ""),
    PAUSES(
            "pauses",
            Stage.PAUSES,
            "50,000 deliveries a second for minutes",
            "500 receivers, 100 messages a second, with the collector's log.",
            "fan-out --connections 501 --rate 100");

    private final String id;
    private final Stage stage;
    private final String title;
    private final String story;
    private final String words;

    Scenario(String id, Stage stage, String title, String story, String words) {
        this.id = id;
        this.stage = stage;
        this.title = title;
        this.story = story;
        this.words = words;
    }

    /** As it stands on the command line and in file names. */
    public String id() {
        return id;
    }

    /** As peers name what they take part in: all of a letter, or b4 and b32. */
    public String letter() {
        return this == B4 || this == B32 ? id : id.substring(0, 1);
    }

    public Stage stage() {
        return stage;
    }

    public String title() {
        return title;
    }

    public String story() {
        return story;
    }

    /** The generator's scenario and options, as typed. */
    public List<String> words() {
        return words.isEmpty() ? List.of() : List.of(words.split(" ", -1));
    }

    /** Whether only the switch is asked: a goal of its own, without a peer in it. */
    public boolean isForTheSwitchAlone() {
        return switch (stage) {
            case ROOMS, ECHO, CROWD -> false;
            case SECURE, GROWTH, START, PAUSES -> true;
        };
    }

    /**
     * Whether several messages may wait for the same receiver, so that it matters who sends them
     * together.
     */
    public boolean letsMessagesGather() {
        return switch (this) {
            case B4, B32, C_FULL, C_FULL_32 -> true;
            default -> false;
        };
    }

    /**
     * What a user means by a word such as {@code b32}, or {@code growth} for all that begin so.
     *
     * @throws IllegalArgumentException if there is no such scenario; names all
     */
    public static List<Scenario> named(String word) {
        String wanted = word.strip().toLowerCase(Locale.ROOT);
        List<Scenario> found =
                Arrays.stream(values())
                        .filter(each ->
                                each.id.equals(wanted)
                                        || each.id.startsWith(wanted + "-")
                                        || each.id.equals(wanted + "4")
                                        || each.id.equals(wanted + "32"))
                        .toList();
        if (found.isEmpty()) {
            throw new IllegalArgumentException(
                    "there is no scenario '%s'; there are %s"
                            .formatted(word, Arrays.stream(values()).map(Scenario::id).toList()));
        }
        return found;
    }
}
