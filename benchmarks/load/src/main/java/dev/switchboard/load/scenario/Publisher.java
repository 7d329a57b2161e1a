// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.scenario;

import dev.switchboard.load.client.Clock;
import org.jspecify.annotations.Nullable;

/**
 * A member that publishes to its room. Belongs to the thread of its member's worker, but for {@link
 * #acknowledged}, which is called by whoever received a copy.
 */
final class Publisher implements Member.Speech {

    /** What keeps a number of messages under way. */
    interface Window {
        /** One of its publishers may go on; on its own thread. */
        void touched(Publisher publisher);

        /** The same, on any thread. */
        void touchedFromElsewhere();

        /** How many copies of a publisher's messages have come. */
        long copies(int publisher);
    }

    /** If no copy came for so long, the rest are taken for lost, lest a loss ends the run. */
    private static final long PATIENCE = Clock.SECOND;

    final Member member;
    private final int index;
    private final int hearers;
    private final int slowHearers;
    private final @Nullable Window window;
    private boolean isTouched;
    private long sent;
    private long givenUp;
    private long copies;
    private long lastCopy;
    private long stalls;

    /**
     * @param hearers others in its room
     * @param slowHearers others in its room who do not count, because they will stop reading
     * @param window null if it publishes at a rate
     */
    Publisher(Member member, int index, int hearers, int slowHearers, @Nullable Window window) {
        this.member = member;
        this.index = index;
        this.hearers = hearers;
        this.slowHearers = slowHearers;
        this.window = window;
    }

    boolean publish(long time, long lag) {
        boolean isSent = member.say(time, lag, hearers);
        if (isSent) {
            sent++;
            member.ledger.tally.slowExpected += slowHearers;
        }
        return isSent;
    }

    @Override
    public void acknowledged(Ledger by) {
        if (window == null) {
            return;
        }
        by.acknowledgements.note(index);
        if (by == member.ledger) {
            if (!isTouched) {
                isTouched = true;
                window.touched(this);
            }
        } else {
            window.touchedFromElsewhere();
        }
    }

    /** Publishes until so many messages are under way. */
    void fill(int wanted, long now, Window all) {
        isTouched = false;
        if (hearers == 0) {
            return;
        }
        long total = all.copies(index);
        if (total != copies || lastCopy == 0) {
            copies = total;
            lastCopy = now;
        }
        long underWay = Math.max(0, (sent - givenUp) * hearers - total);
        if (underWay > 0 && now > lastCopy + PATIENCE) {
            stalls++;
            givenUp = sent - total / hearers;
            lastCopy = now;
            underWay = 0;
        }
        while (underWay <= (wanted - 1L) * hearers && publish(Clock.now(), 0)) {
            underWay += hearers;
        }
    }

    long stalls() {
        return stalls;
    }
}
