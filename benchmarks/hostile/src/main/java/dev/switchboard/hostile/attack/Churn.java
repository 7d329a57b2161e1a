// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.attack;

import dev.switchboard.load.client.Clock;
import dev.switchboard.load.client.Connection;
import dev.switchboard.load.client.Ending;
import dev.switchboard.load.client.Worker;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Clients that come one after another, join a room, talk there, leave it, and go. */
final class Churn implements Attack, Connection.Client {
    private static final int FIRST = 1 << 18;
    private static final int ROOMS = 1_000;
    private static final int NORMAL = 1000;

    private final Worker worker;
    private final long gap;

    /** What became of each; belongs to the worker, like all that follows. */
    private final Map<String, Long> endings = new TreeMap<>();

    private long came;
    private long due = Clock.NEVER;

    /**
     * @param perSecond how many come
     */
    Churn(Ground ground, double perSecond) throws IOException {
        worker = new Worker("churn", ground.forAttackers("/ws", 1), false);
        gap = (long) (Clock.SECOND / perSecond);
        worker.add(this::come);
    }

    private long come(long now) {
        for (; due <= now; due += gap) {
            int room = (int) (came % ROOMS);
            worker.open(this, FIRST + room, room, 0);
            came++;
        }
        return due;
    }

    @Override
    public void opened(Connection connection, long now) {
        String room = "churn-" + came % ROOMS;
        for (String message :
                List.of(
                        "{\"msg_type\":\"join_room\",\"room\":\"%s\"}",
                        "{\"msg_type\":\"room_message\",\"room\":\"%s\",\"content\":\"here\"}",
                        "{\"msg_type\":\"leave_room\",\"room\":\"%s\"}")) {
            connection.send(message.formatted(room));
        }
        connection.close(NORMAL);
    }

    @Override
    public void message(Connection from, ByteBuffer buffer, int at, int length, long now) {}

    @Override
    public void ended(Connection connection, Ending ending, long now) {
        endings.merge("ended with " + ending.label(), 1L, Long::sum);
    }

    @Override
    public void begin() {
        worker.start();
        worker.call(() -> due = Clock.now());
    }

    @Override
    public void end() {
        worker.call(() -> due = Clock.NEVER);
    }

    @Override
    public Map<String, Long> gains() {
        return worker.call(() -> Map.copyOf(endings));
    }

    @Override
    public void close() {
        worker.end();
    }
}
