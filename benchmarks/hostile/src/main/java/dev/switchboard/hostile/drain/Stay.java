// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.drain;

import dev.switchboard.load.check.Sequences;
import dev.switchboard.load.client.Clock;
import dev.switchboard.load.client.Connection;
import dev.switchboard.load.client.Ending;
import dev.switchboard.load.client.Marker;
import dev.switchboard.load.client.MarkerFinder.Finding;
import dev.switchboard.load.client.Message;
import dev.switchboard.load.client.Template;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A client in its room at one switch, from its first packet to its end. What each member of a room
 * says is numbered, so it shows what another has missed. Belongs to the worker of its crowd.
 */
final class Stay implements Connection.Client {
    static final int ROOM_SIZE = 10;

    private static final int SIZE = 128;
    private static final String JOIN = "{\"msg_type\":\"join_room\",\"id\":1,\"room\":\"r%g\"}";
    private static final String SAY =
            "{\"msg_type\":\"room_message\",\"room\":\"r%g\",\"content\":\"%p\"}";
    private static final ByteBuffer OK = start("{\"msg_type\":\"ok\"");
    private static final ByteBuffer GOAWAY = start("{\"msg_type\":\"goaway\"");
    private static final Pattern WAIT = Pattern.compile("\"retry_after_ms\":(\\d+)");

    private final Crowd crowd;
    private final int number;
    private final int room;
    private final Message message;
    private final Sequences heard = new Sequences(ROOM_SIZE);

    /** Of each member, the number that must come next; -1 before the first. */
    private final int[] next = new int[ROOM_SIZE];

    private @Nullable Connection connection;
    private long[] said = new long[8];
    private int count;
    private long wait = -1;
    private long inSince = Clock.NEVER;
    private long endedAt = Clock.NEVER;
    private long missed;
    private long disordered;

    Stay(Crowd crowd, int number) {
        this.crowd = crowd;
        this.number = number;
        room = number / ROOM_SIZE;
        message = Message.of(new Template(SAY), SIZE, false, room, number);
        Arrays.fill(next, -1);
    }

    int number() {
        return number;
    }

    boolean isIn() {
        return inSince != Clock.NEVER && endedAt == Clock.NEVER;
    }

    /** When it was in its room. */
    long inSince() {
        return inSince;
    }

    /** When its connection was closed; {@link Clock#NEVER} as long as it is not. */
    long endedAt() {
        return endedAt;
    }

    /** How long it was told to stay away; negative if it was not told. */
    long toldToWait() {
        return wait;
    }

    void open(Connection to) {
        connection = to;
    }

    void say(long now) {
        if (isIn()
                && !crowd.manner().isDeaf(number)
                && connection != null
                && connection.send(message, now, 0, count)) {
            if (count == said.length) {
                said = Arrays.copyOf(said, 2 * count);
            }
            said[count++] = now;
        }
    }

    /** How much it said until then. */
    private int saidUntil(long moment) {
        int until = 0;
        while (until < count && said[until] <= moment) {
            until++;
        }
        return until;
    }

    /** What another said while both were there, so long before the end that it was in time. */
    long missed(Stay other, long before) {
        int until = other.saidUntil(Math.min(endedAt, other.endedAt) - before);
        int heardFrom = next[other.number % ROOM_SIZE];
        int from = heardFrom < 0 ? other.saidUntil(inSince) : heardFrom;
        return Math.max(0, until - from);
    }

    /** Holes in what it has heard. */
    long missed() {
        return missed;
    }

    /** What came twice, or after something later. */
    long disordered() {
        return disordered;
    }

    @Override
    public void opened(Connection opened, long now) {
        opened.send(new Template(JOIN).expand(room, number));
    }

    @Override
    public void message(Connection from, ByteBuffer buffer, int at, int length, long now) {
        if (crowd.finder().find(buffer, at, length) == Finding.INTACT) {
            hear(crowd.finder().marker());
        } else if (inSince == Clock.NEVER && begins(OK, buffer, at, length)) {
            inSince = now;
            crowd.settled();
            if (crowd.manner().isDeaf(number)) {
                from.pause(true);
            }
        } else if (begins(GOAWAY, buffer, at, length)) {
            byte[] text = new byte[length];
            buffer.get(at, text);
            var found = WAIT.matcher(new String(text, StandardCharsets.UTF_8));
            wait = found.find() ? Long.parseLong(found.group(1)) * Clock.MILLISECOND : -1;
        }
    }

    private void hear(Marker marker) {
        int who = marker.publisher() % ROOM_SIZE;
        if (next[who] >= 0 && marker.sequence() > next[who]) {
            missed += marker.sequence() - next[who];
        }
        if (heard.note(who, marker.sequence()) != Sequences.Arrival.IN_ORDER) {
            disordered++;
        }
        next[who] = Math.max(next[who], marker.sequence() + 1);
    }

    @Override
    public void ended(Connection ended, Ending ending, long now) {
        endedAt = now;
        if (inSince == Clock.NEVER) {
            crowd.settled();
        }
        crowd.ended(this, ending, now);
    }

    private static boolean begins(ByteBuffer start, ByteBuffer buffer, int at, int length) {
        return length >= start.limit() && buffer.slice(at, start.limit()).equals(start);
    }

    private static ByteBuffer start(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}
