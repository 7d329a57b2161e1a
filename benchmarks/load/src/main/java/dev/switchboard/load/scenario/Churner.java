// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.scenario;

import dev.switchboard.load.client.Clock;
import dev.switchboard.load.client.Connection;
import dev.switchboard.load.client.Ending;
import dev.switchboard.load.client.Marker;

/** Connects, says something, hears the answer, closes, and comes again. */
final class Churner extends Member {
    private static final long AFTER_A_FAILURE = 100 * Clock.MILLISECOND;
    private static final long PATIENCE = 5 * Clock.SECOND;
    private static final int NORMAL = 1000;

    private final boolean isAnswered;
    private boolean isDone;

    /**
     * @param isAnswered whether the server sends the message back
     */
    Churner(Ledger ledger, Crowd crowd, int number, int room, boolean isAnswered) {
        super(ledger, crowd, number, room);
        this.isAnswered = isAnswered;
    }

    @Override
    public void opened(Connection connection, long now) {
        super.opened(connection, now);
        isDone = !isAnswered;
        say(now, 0, isAnswered ? 1 : 0);
        if (isDone) {
            connection.close(NORMAL);
        }
    }

    @Override
    void heard(Member speaker, Marker marker, long now) {
        Connection connection = connection();
        if (speaker != this) {
            ledger.tally.stray++;
        } else if (isNew(speaker, marker) && connection != null) {
            isDone = true;
            connection.close(NORMAL);
        }
    }

    @Override
    public void ended(Connection connection, Ending ending, long now) {
        boolean isGood = wasUp() && isDone && ending.equals(new Ending.Closed(NORMAL));
        if (isGood) {
            ledger.open--;
            ledger.tally.cycles++;
            ledger.recordCycle(connection.started(), now);
        } else {
            super.ended(connection, ending, now);
            ledger.tally.failures++;
        }
        isDone = false;
        if (wasUp() && isGood) {
            again(now);
        } else {
            again(now + AFTER_A_FAILURE);
        }
    }

    /** Ends a cycle that takes too long. */
    void check(long now) {
        Connection connection = connection();
        if (connection != null && !connection.isEnded() && now > connection.started() + PATIENCE) {
            connection.giveUp();
        }
    }

    @Override
    boolean isResident() {
        return false;
    }

    private void again(long moment) {
        if (ledger.isTalking) {
            ledger.opener.open(this::open, moment);
        }
    }
}
