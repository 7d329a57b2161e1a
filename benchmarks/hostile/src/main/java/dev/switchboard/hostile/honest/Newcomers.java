// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.honest;

import dev.switchboard.load.client.Clock;
import dev.switchboard.load.client.Connection;
import dev.switchboard.load.client.Ending;
import dev.switchboard.load.client.Work;
import dev.switchboard.load.client.Worker;
import java.nio.ByteBuffer;

/** Clients that come one after another, and leave as soon as they are in. Belongs to a worker. */
final class Newcomers implements Work, Connection.Client {
    private static final long EACH = 200 * Clock.MILLISECOND;

    private final Worker worker;
    private int number;
    private long due = Clock.NEVER;
    private int came;
    private int gotIn;

    Newcomers(Worker worker, int firstNumber) {
        this.worker = worker;
        number = firstNumber;
    }

    void begin(long now) {
        due = now;
    }

    void end() {
        due = Clock.NEVER;
    }

    /** Those who knocked and are not in. */
    int notIn() {
        return came - gotIn;
    }

    @Override
    public long run(long now) {
        if (now >= due) {
            due = now + EACH;
            came++;
            worker.open(this, number++, 0, 0);
        }
        return due;
    }

    @Override
    public void opened(Connection connection, long now) {
        gotIn++;
        connection.close(1000);
    }

    @Override
    public void message(Connection from, ByteBuffer buffer, int at, int length, long now) {}

    @Override
    public void ended(Connection connection, Ending ending, long now) {}
}
