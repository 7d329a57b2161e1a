// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.scenario;

import dev.switchboard.load.check.Sequences;
import dev.switchboard.load.client.Clock;
import dev.switchboard.load.client.Connection;
import dev.switchboard.load.client.Ending;
import dev.switchboard.load.client.Marker;
import dev.switchboard.load.client.Message;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One simulated user: a number, a room, a connection that may come and go, and perhaps a message to
 * say. What it makes of what it hears is for the kinds of members below. Belongs to the thread of
 * its ledger's worker; the number, the room, and whether it has something to say may be read by
 * all.
 */
abstract class Member implements Connection.Client {

    /** All members of the run, as one of them needs them. Any worker's thread may ask. */
    interface Others {
        @Nullable Member member(int number);

        /** Says what comes first on a connection. */
        void greet(Connection connection, int room, int number);

        /** The receive buffer of those who will stop reading. */
        int slowBuffer();
    }

    /** Who counts the copies of what a member said. Any worker's thread may call. */
    interface Speech {
        /** Somebody has got a copy. */
        void acknowledged(Ledger by);
    }

    final Ledger ledger;
    final Others others;
    final int number;
    final int room;

    /** Which of its room's publishers it is. */
    int slot;

    /** Where it is counted as a publisher with messages under way; null if it is none. */
    @Nullable Speech speech;

    boolean isSlow;

    /** What it says; null for those who only listen. */
    private @Nullable Message message;

    private Sequences sequences = new Sequences(1);
    private @Nullable Connection connection;
    private boolean isUp;
    private int sent;

    Member(Ledger ledger, Others others, int number, int room) {
        this.ledger = ledger;
        this.others = others;
        this.number = number;
        this.room = room;
    }

    /** It will speak. */
    final void give(Message message) {
        this.message = message;
    }

    /** It will listen to so many. */
    final void listenTo(int publishers) {
        sequences = new Sequences(publishers);
    }

    final void open() {
        isUp = false;
        ledger.attempts++;
        connection = ledger.worker.open(this, number, room, isSlow ? others.slowBuffer() : 0);
    }

    final @Nullable Connection connection() {
        return connection;
    }

    final boolean isOpen() {
        return connection != null && connection.isOpen();
    }

    /** Says its message, which so many others should hear; false if it cannot. */
    final boolean say(long time, long lag, int hearers) {
        if (connection == null || message == null || !connection.send(message, time, lag, sent)) {
            ledger.unsent++;
            return false;
        }
        sent++;
        ledger.tally.sent++;
        ledger.tally.expected += hearers;
        return true;
    }

    @Override
    public void opened(Connection connection, long now) {
        isUp = true;
        ledger.opener.settled();
        ledger.opened(connection.started(), now);
        others.greet(connection, room, number);
    }

    @Override
    public final void message(Connection from, ByteBuffer buffer, int at, int length, long now) {
        switch (ledger.finder.find(buffer, at, length)) {
            case NONE -> {
                ledger.other(buffer, at, length);
                notice(buffer, at, length, now);
            }
            case DAMAGED -> ledger.tally.corrupt++;
            case INTACT -> {
                Marker marker = ledger.finder.marker();
                Member speaker = others.member(marker.publisher());
                Message said = speaker == null ? null : speaker.message;
                if (speaker == null || said == null) {
                    ledger.tally.stray++;
                } else if (!ledger.finder.isIntact(buffer, said.filler(), at + length)) {
                    ledger.tally.corrupt++;
                } else {
                    heard(speaker, marker, now);
                }
            }
        }
    }

    @Override
    public void ended(Connection connection, Ending ending, long now) {
        if (isUp) {
            ledger.closed(ending, isSlow);
        } else {
            ledger.opener.settled();
            ledger.failed(ending);
        }
    }

    /** Does it come once, before the talking begins? */
    boolean isResident() {
        return true;
    }

    final boolean listensOnly() {
        return message == null;
    }

    /** An intact message of this run. */
    abstract void heard(Member speaker, Marker marker, long now);

    /** A message that is not of this run. */
    void notice(ByteBuffer buffer, int at, int length, long now) {}

    final boolean wasUp() {
        return isUp;
    }

    /** Counts a copy; false if it is one too many. */
    final boolean isNew(Member speaker, Marker marker) {
        switch (sequences.note(speaker.slot, marker.sequence())) {
            case IN_ORDER -> {}
            case LATE -> ledger.tally.outOfOrder++;
            case DUPLICATE -> {
                ledger.tally.duplicated++;
                return false;
            }
        }
        if (isSlow) {
            ledger.tally.slowDelivered++;
            return false;
        }
        ledger.tally.delivered++;
        return true;
    }

    /** Some moment between now and a while later. */
    static long soon(long now, long within) {
        return now + (long) (Math.random() * within);
    }

    static long now() {
        return Clock.now();
    }
}
