// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.attack;

import dev.switchboard.load.client.Clock;
import dev.switchboard.load.client.Connection;
import dev.switchboard.load.client.Ending;
import dev.switchboard.load.client.Message;
import dev.switchboard.load.client.Template;
import dev.switchboard.load.client.Worker;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One client of a {@link Crew}. Belongs to the crew's worker. */
final class Attacker implements Connection.Client {
    private static final ByteBuffer ERROR =
            ByteBuffer.wrap("{\"msg_type\":\"error\"".getBytes(StandardCharsets.US_ASCII));

    /** What the clients of a crew have done so far. */
    static final class Tally {
        long sent;
        long refused;
        long closed;
    }

    private final Role role;
    private final int number;
    private final Tally tally;
    private final List<Message> messages;

    private @Nullable Connection connection;
    private boolean isOver;
    private boolean isBursting;
    private double allowance;
    private double unread;
    private boolean isPaused;
    private long last;
    private int turn;

    Attacker(Role role, int number, Tally tally) {
        this.role = role;
        this.number = number;
        this.tally = tally;
        messages =
                role.talk().messages().stream()
                        .map(text ->
                                Message.of(
                                        new Template(text), role.talk().size(), false, 0, number))
                        .toList();
        allowance = role.talk().burst();
    }

    void open(Worker worker) {
        connection = worker.open(this, number, 0, role.reading().receiveBuffer());
    }

    /** Sends and reads what it may by now. */
    void act(long now) {
        if (connection == null || !connection.isOpen()) {
            return;
        }
        double seconds = (double) (now - last) / Clock.SECOND;
        last = now;
        allowance = Math.min(role.talk().burst(), allowance + seconds * role.talk().perSecond());
        if (isPaused) {
            unread -= seconds * role.reading().bytesPerSecond();
            pause(unread > 0 || role.reading().isStopped());
        }
        if (messages.isEmpty() || isOver) {
            return;
        }
        // Who sends many at once saves for all of them, and then sends them all.
        isBursting = isBursting || allowance >= role.talk().burst();
        while (isBursting && !connection.isBusy()) {
            allowance--;
            connection.send(messages.get(turn++ % messages.size()), now, 0, turn);
            tally.sent++;
            isBursting = allowance >= 1;
        }
    }

    /** Says nothing more, and reads all that comes. */
    void end() {
        isOver = true;
        pause(false);
    }

    void cut() {
        if (connection != null) {
            connection.cut();
        }
    }

    @Override
    public void opened(Connection connection, long now) {
        last = now;
        for (String hello : role.hellos()) {
            connection.send(new Template(hello).expand(number % 10, number));
        }
        pause(role.reading().isStopped() && !isOver);
    }

    @Override
    public void message(Connection from, ByteBuffer buffer, int at, int length, long now) {
        if (length >= ERROR.limit() && buffer.slice(at, ERROR.limit()).equals(ERROR)) {
            tally.refused++;
        }
        if (!role.reading().equals(Role.Reading.ALL) && !isOver) {
            unread += length;
            pause(true);
        }
    }

    @Override
    public void ended(Connection connection, Ending ending, long now) {
        tally.closed++;
    }

    private void pause(boolean pause) {
        if (isPaused != pause && connection != null) {
            isPaused = pause;
            connection.pause(pause);
        }
    }
}
