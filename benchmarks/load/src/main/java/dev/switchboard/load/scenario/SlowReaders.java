// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.scenario;

import dev.switchboard.load.client.Connection;
import dev.switchboard.load.measure.ProcessSample;
import dev.switchboard.load.option.Option;
import dev.switchboard.load.option.Options;
import dev.switchboard.load.result.Latency;
import dev.switchboard.load.result.Slow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fan-out, measured twice: with all reading, and while a share has stopped. Both times the
 * figures are of those who go on. Then the others read again, and it is seen what the server kept
 * for them.
 */
final class SlowReaders implements Scenario {
    @Override
    public void run(Session session, Findings findings) {
        Options options = session.options;
        RoomTalk talk = FanOut.talk(session);
        long slow = choose(session, talk.members(), options.number(Option.SHARE).orElse(0));
        new Opening(session).run(findings);
        findings.connected = session.sample().server();
        talk.start(options.number(Option.RATE), options.count(Option.WINDOW));
        session.phase("warming up");
        session.warmUp(options.time(Option.WARMUP));

        session.phase("all read");
        Sample begin = session.begin();
        session.pause(options.time(Option.DURATION));
        Measured before = session.end(begin);

        session.phase("%,d do not read".formatted(slow));
        pause(session, true);
        Sample stopped = session.begin();
        session.pause(options.time(Option.DURATION));
        Measured during = session.end(stopped);
        talk.stop();
        session.drain();
        session.phase("all read again");
        pause(session, false);
        session.pause(options.time(Option.SETTLE).plusSeconds(1));
        session.drain();

        findings.measured = before;
        findings.units = before.messages();
        findings.slow = slow(session, slow, before, during);
    }

    /** The last of each room in turn, as long as they only listen. */
    private static long choose(Session session, List<List<Member>> rooms, double share) {
        long wanted = Math.round(session.crowd.size() * share);
        long chosen = 0;
        int largest = rooms.stream().mapToInt(List::size).max().orElse(0);
        for (int place = 1; place < largest && chosen < wanted; place++) {
            for (List<Member> room : rooms) {
                int index = room.size() - place;
                if (index > 1 && chosen < wanted && room.get(index).listensOnly()) {
                    room.get(index).isSlow = true;
                    chosen++;
                }
            }
        }
        return chosen;
    }

    private static void pause(Session session, boolean pause) {
        session.tell(ledger -> {
            for (Member member : session.membersOf(ledger)) {
                Connection connection = member.connection();
                if (member.isSlow && connection != null) {
                    connection.pause(pause);
                }
            }
        });
    }

    private static Slow slow(Session session, long readers, Measured before, Measured during) {
        Slow.Phase calm = phase(before);
        Slow.Phase stalled = phase(during);
        return new Slow(
                readers,
                calm,
                stalled,
                ratio(stalled.latency(), calm.latency()),
                session.sum(ledger -> ledger.tally.slowExpected),
                session.sum(ledger -> ledger.tally.slowDelivered),
                session.sum(ledger -> ledger.missed),
                during.begin().server().map(ProcessSample::resident).orElse(null),
                session.timeline.mostResident(during.begin().time(), during.end().time()),
                session.counts(ledger -> ledger.slowCloses));
    }

    private static Slow.Phase phase(Measured measured) {
        return new Slow.Phase(
                measured.messages() / measured.seconds(),
                measured.corrected().summary(),
                measured.serverMicroseconds(measured.messages()));
    }

    private static double ratio(@Nullable Latency a, @Nullable Latency b) {
        return a == null || b == null || b.p99() == 0 ? 0 : a.p99() / b.p99();
    }
}
