// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.scenario;

import dev.switchboard.load.client.Clock;
import dev.switchboard.load.client.Connection;
import dev.switchboard.load.client.Ending;
import dev.switchboard.load.client.Marker;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Is cut off and comes back, as often as it takes; it is back when it is in its room again. */
final class Returner extends Member {
    /** Instead of a text: the server answers a ping behind the hello. */
    static final String PONG = "pong";

    private static final long PAUSE = 250 * Clock.MILLISECOND;

    private final byte[] confirmation;
    private boolean isBack;
    private long backAt = Clock.NEVER;

    /**
     * @param confirmation what the answer to the hello holds
     */
    Returner(Ledger ledger, Crowd crowd, int number, int room, String confirmation) {
        super(ledger, crowd, number, room);
        this.confirmation = confirmation.getBytes(StandardCharsets.UTF_8);
    }

    /** Cut off; to come back at this moment. */
    void cut(long comeBack) {
        Connection connection = connection();
        if (connection != null && !connection.isEnded()) {
            connection.cut();
            ledger.open--;
        }
        isBack = false;
        backAt = Clock.NEVER;
        ledger.opener.open(this::open, comeBack);
    }

    boolean isBack() {
        return isBack;
    }

    /** When it was in its room again. */
    long backAt() {
        return backAt;
    }

    @Override
    public void opened(Connection connection, long now) {
        super.opened(connection, now);
        if (confirmation.length == 0) {
            back(connection, now);
        } else if (new String(confirmation, StandardCharsets.UTF_8).equals(PONG)) {
            connection.ping();
        }
    }

    @Override
    public void pong(Connection connection, long now) {
        back(connection, now);
    }

    @Override
    void heard(Member speaker, Marker marker, long now) {
        ledger.tally.stray++;
    }

    @Override
    void notice(ByteBuffer buffer, int at, int length, long now) {
        Connection connection = connection();
        if (!isBack && connection != null && holds(buffer, at, length)) {
            back(connection, now);
        }
    }

    @Override
    public void ended(Connection connection, Ending ending, long now) {
        super.ended(connection, ending, now);
        if (!ledger.isClosing) {
            isBack = false;
            ledger.opener.open(this::open, soon(now + PAUSE, PAUSE));
        }
    }

    private void back(Connection connection, long now) {
        if (!isBack) {
            isBack = true;
            backAt = now;
            ledger.returning.record(now - connection.started());
        }
    }

    private boolean holds(ByteBuffer buffer, int at, int length) {
        for (int from = at; from + confirmation.length <= at + length; from++) {
            int same = 0;
            while (same < confirmation.length && buffer.get(from + same) == confirmation[same]) {
                same++;
            }
            if (same == confirmation.length) {
                return true;
            }
        }
        return false;
    }
}
