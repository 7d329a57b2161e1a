// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.scenario;

import dev.switchboard.load.client.Clock;
import dev.switchboard.load.client.Work;
import dev.switchboard.load.client.Worker;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps a number of messages of each publisher under way: a message is under way until everybody
 * has it. One for each worker, on its thread; {@link #touchedFromElsewhere} alone is for others.
 */
final class Windowed implements Work, Publisher.Window {
    private static final long LOOK_AROUND = 100 * Clock.MILLISECOND;

    private final Worker worker;
    private final int window;
    private final List<Acknowledgements> acknowledgements;
    private final List<Publisher> publishers = new ArrayList<>();
    private Publisher[] touched = {};
    private int touchedCount;
    private long nextLook;
    private volatile boolean isTouchedFromElsewhere;

    Windowed(Worker worker, int window, List<Acknowledgements> acknowledgements) {
        this.worker = worker;
        this.window = window;
        this.acknowledgements = acknowledgements;
    }

    void add(Publisher publisher) {
        publishers.add(publisher);
        touched = new Publisher[publishers.size()];
    }

    @Override
    public void touched(Publisher publisher) {
        touched[touchedCount++] = publisher;
    }

    @Override
    public void touchedFromElsewhere() {
        if (!isTouchedFromElsewhere) {
            isTouchedFromElsewhere = true;
            worker.wake();
        }
    }

    @Override
    public long copies(int publisher) {
        return Acknowledgements.sum(acknowledgements, publisher);
    }

    @Override
    public long run(long now) {
        if (isTouchedFromElsewhere || now >= nextLook) {
            isTouchedFromElsewhere = false;
            nextLook = now + LOOK_AROUND;
            touchedCount = 0;
            for (int i = 0; i < publishers.size(); i++) {
                publishers.get(i).fill(window, now, this);
            }
        } else {
            int count = touchedCount;
            touchedCount = 0;
            for (int i = 0; i < count; i++) {
                touched[i].fill(window, now, this);
            }
        }
        return nextLook;
    }

    long stalls() {
        return publishers.stream().mapToLong(Publisher::stalls).sum();
    }
}
