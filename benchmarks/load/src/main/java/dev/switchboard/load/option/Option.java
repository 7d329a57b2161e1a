// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.option;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What may stand on the command line, in the order in which the help shows it. */
public enum Option {
    URL(
            Group.TARGET,
            "URL",
            "",
            "ws:// or wss://, with %g, %d and %% as in --message; without it the switch here"),
    PID(
            Group.TARGET,
            "N",
            "",
            "the server's process, for its CPU and memory; found by itself if local"),
    INSECURE(Group.TARGET, null, "", "wss:// without looking at the certificate"),
    HEADER(Group.TARGET, "'A: b'", "", "a further field of the handshake; may be repeated"),
    SUBPROTOCOL(Group.TARGET, "NAME", "", "Sec-WebSocket-Protocol"),

    CONNECTIONS(Group.CLIENTS, "N", "1000", "how many clients; for churn: at a time"),
    ROOMS(Group.CLIENTS, "N", "", "how many rooms they are spread over; one"),
    ROOM_SIZE(Group.CLIENTS, "N", "", "or: how many to a room"),
    SKEW(Group.CLIENTS, "X", "0", "rooms of unequal size: the k-th has 1/k^X of the first"),
    CONNECT_RATE(Group.CLIENTS, "N", "0", "connections opened each second; 0: as fast as it goes"),
    CONNECTING(Group.CLIENTS, "N", "128", "connections on their way at one time"),
    CONNECT_TIMEOUT(Group.CLIENTS, "TIME", "60s", "give up on those that are not there by then"),
    SOURCE_ADDRESSES(Group.CLIENTS, "N", "", "come from 127.0.0.1 to 127.0.0.N; by itself enough"),
    THREADS(Group.CLIENTS, "N", "1", "threads of the generator"),

    PUBLISHERS(Group.MESSAGES, "N", "", "how many clients publish; one in each room"),
    RATE(Group.MESSAGES, "N", "", "messages sent each second, by all together"),
    WINDOW(Group.MESSAGES, "N", "", "or: messages of each publisher under way at one time"),
    SIZE(Group.MESSAGES, "BYTES", "128", "of the whole message"),
    BINARY(Group.MESSAGES, null, "", "binary frames instead of text"),
    SHARE(Group.MESSAGES, "N%", "5%", "slow: how many stop reading"),
    STAY(Group.MESSAGES, "N", "50", "storm: how many are not cut"),
    BACK_WITHIN(Group.MESSAGES, "TIME", "0s", "storm: come back over this time; 0: at once"),
    NO_REPLY(Group.MESSAGES, null, "", "churn: close without waiting for an answer"),

    RAW(Group.PROTOCOL, null, "", "no JSON: the payload itself, as for /echo and /relay"),
    HELLO(Group.PROTOCOL, "TEXT", "", "sent by each client first; may be repeated"),
    MESSAGE(Group.PROTOCOL, "TEXT", "", "a message; %p payload, %g room, %d client, %% percent"),
    CONFIRMED_BY(
            Group.PROTOCOL, "TEXT", "", "storm: what the answer to the hello holds; or 'pong'"),
    LINES(Group.PROTOCOL, null, "", "each line of what the server sends is a message"),

    WARMUP(Group.TIME, "TIME", "3s", "before anything is measured"),
    DURATION(Group.TIME, "TIME", "10s", "of the measurement"),
    SETTLE(Group.TIME, "TIME", "500ms", "between connecting and talking"),
    DRAIN(Group.TIME, "TIME", "5s", "wait at most so long for what is under way at the end"),

    JSON(Group.RESULT, "FILE", "", "write the result as JSON; - is the standard output"),
    HTML(Group.RESULT, "FILE", "", "write the result as a page with plots"),
    LABEL(Group.RESULT, "TEXT", "", "what this run is called in both");

    /** A heading of the help. */
    public enum Group {
        TARGET("The server"),
        CLIENTS("Clients"),
        MESSAGES("Messages"),
        PROTOCOL("Another protocol"),
        TIME("Time"),
        RESULT("The result");

        private final String title;

        Group(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }

    private final Group group;
    private final Optional<String> value;
    private final String defaultValue;
    private final String summary;

    Option(Group group, @Nullable String value, String defaultValue, String summary) {
        this.group = group;
        this.value = Optional.ofNullable(value);
        this.defaultValue = defaultValue;
        this.summary = summary;
    }

    public Group group() {
        return group;
    }

    /** What stands behind it; empty for one that stands alone. */
    public Optional<String> value() {
        return value;
    }

    public String summary() {
        return summary;
    }

    public String defaultValue() {
        return defaultValue;
    }

    /** Without the dashes. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Option of(String word) {
        return Arrays.stream(values())
                .filter(option -> ("--" + option.word()).equals(word))
                .findFirst()
                .orElseThrow(() ->
                        new WrongUsage(
                                "there is no option '%s'; see: switchboard bench --help"
                                        .formatted(word)));
    }
}
