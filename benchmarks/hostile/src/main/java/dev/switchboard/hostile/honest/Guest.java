// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.honest;

import dev.switchboard.load.check.Sequences;
import dev.switchboard.load.client.Connection;
import dev.switchboard.load.client.Ending;
import dev.switchboard.load.client.Marker;
import dev.switchboard.load.client.MarkerFinder.Finding;
import dev.switchboard.load.client.Message;
import dev.switchboard.load.client.Template;
import dev.switchboard.load.client.Worker;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** An honest client: it is in one room, talks there now and then, and reads all it gets. */
final class Guest implements Connection.Client {
    private static final String JOIN = "{\"msg_type\":\"join_room\",\"id\":1,\"room\":\"r%g\"}";
    private static final String SAY =
            "{\"msg_type\":\"room_message\",\"room\":\"r%g\",\"content\":\"%p\"}";
    private static final ByteBuffer OK = start("{\"msg_type\":\"ok\"");
    private static final ByteBuffer GAP = start("{\"msg_type\":\"gap\"");
    private static final ByteBuffer ERROR = start("{\"msg_type\":\"error\"");
    private static final int SIZE = 128;

    private final Honest.Diary diary;
    private final int number;
    private final int room;
    private final Message message;
    private final Sequences heard = new Sequences(Honest.ROOM_SIZE);
    private @Nullable Connection connection;
    private boolean isIn;
    private int said;

    Guest(Honest.Diary diary, int number) {
        this.diary = diary;
        this.number = number;
        room = number / Honest.ROOM_SIZE;
        message = Message.of(new Template(SAY), SIZE, false, room, number);
    }

    void open(Worker worker) {
        connection = worker.open(this, number, room, 0);
    }

    void say(long time, long lag) {
        if (connection != null && connection.send(message, time, lag, said)) {
            said++;
            diary.expected += Honest.ROOM_SIZE - 1;
        }
    }

    void cut() {
        if (connection != null) {
            connection.cut();
        }
    }

    @Override
    public void opened(Connection connection, long now) {
        connection.send(new Template(JOIN).expand(room, number));
    }

    @Override
    public void message(Connection from, ByteBuffer buffer, int at, int length, long now) {
        if (diary.finder.find(buffer, at, length) == Finding.INTACT) {
            Marker marker = diary.finder.marker();
            // What attackers say comes here as well, with numbers that no guest has.
            if (marker.publisher() / Honest.ROOM_SIZE == room) {
                hear(marker, now);
            }
        } else if (!isIn && begins(OK, buffer, at, length)) {
            isIn = true;
            diary.present++;
        } else if (begins(GAP, buffer, at, length)) {
            diary.gaps++;
        } else if (begins(ERROR, buffer, at, length)) {
            diary.refused++;
        }
    }

    private void hear(Marker marker, long now) {
        switch (heard.note(marker.publisher() % Honest.ROOM_SIZE, marker.sequence())) {
            case IN_ORDER -> diary.delivered(marker.time(), now);
            case LATE, DUPLICATE -> diary.disordered++;
        }
    }

    @Override
    public void ended(Connection connection, Ending ending, long now) {
        diary.endings.merge(ending.label(), 1L, Long::sum);
    }

    private static boolean begins(ByteBuffer start, ByteBuffer buffer, int at, int length) {
        return length >= start.limit() && buffer.slice(at, start.limit()).equals(start);
    }

    private static ByteBuffer start(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}
