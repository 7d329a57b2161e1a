// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.scenario;

import dev.switchboard.load.client.Clock;
import dev.switchboard.load.option.Option;
import dev.switchboard.load.option.Options;
import dev.switchboard.load.option.WrongUsage;
import dev.switchboard.load.result.Storm;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * A storm: a few talk in a room of their own, all others are cut by a reset in one moment and come
 * back to their rooms, as fast as they can or over a while. What those who stayed lose is lost by
 * the storm; how long it takes until the last is in its room again is what it is about.
 */
final class Reconnection implements Scenario {
    private static final int POINTS = 100;

    @Override
    public void run(Session session, Findings findings) {
        Options options = session.options;
        int all = options.count(Option.CONNECTIONS).orElse(0);
        int staying = options.count(Option.STAY).orElse(0);
        if (staying < 2 || staying >= all) {
            throw new WrongUsage("--stay must be 2 or more, and fewer than --connections");
        }
        RoomTalk talk = new RoomTalk(session, Rooms.equal(staying, 1), 0, 1);
        populate(session, all - staying, options.count(Option.ROOM_SIZE).orElse(1));
        new Opening(session).run(findings);
        findings.connected = session.sample().server();
        session.await(options.time(Option.SETTLE), () -> back(session) == all - staying);

        talk.start(options.number(Option.RATE), OptionalInt.empty());
        session.phase("before the storm");
        session.warmUp(options.time(Option.WARMUP));
        session.tell(ledger -> {
            ledger.attempts = 0;
            ledger.returning.reset();
            ledger.refused.clear();
        });
        session.phase("storm");
        Sample begin = session.begin();
        long cut = cut(session, begin.time(), options.time(Option.BACK_WITHIN).toNanos());
        session.await(options.time(Option.DURATION), () -> back(session) >= cut);
        Measured measured = session.end(begin);
        session.phase("after the storm");
        session.pause(options.time(Option.SETTLE));
        talk.stop();
        session.drain();
        findings.measured = measured;
        findings.storm = storm(session, cut, staying, begin.time(), measured);
    }

    private static void populate(Session session, int count, int roomSize) {
        for (int i = 0; i < count; i++) {
            int number = session.crowd.size();
            session.crowd.add(
                    new Returner(
                            session.ledgerOf(number),
                            session.crowd,
                            number,
                            1 + i / Math.max(1, roomSize),
                            session.protocol.confirmation()));
        }
    }

    private static long cut(Session session, long moment, long within) {
        return session.sum(ledger -> {
            long cut = 0;
            for (Returner member : returners(session, ledger)) {
                member.cut(Member.soon(moment, within));
                cut++;
            }
            return cut;
        });
    }

    private static List<Returner> returners(Session session, Ledger ledger) {
        return session.membersOf(ledger).stream()
                .filter(Returner.class::isInstance)
                .map(Returner.class::cast)
                .toList();
    }

    private static long back(Session session) {
        return session.sum(
                ledger -> returners(session, ledger).stream().filter(Returner::isBack).count());
    }

    private static Storm storm(
            Session session, long cut, int stayed, long moment, Measured measured) {
        List<Long> back = new ArrayList<>();
        session.each(ledger ->
                        returners(session, ledger).stream()
                                .filter(Returner::isBack)
                                .map(Returner::backAt)
                                .toList())
                .forEach(back::addAll);
        back.sort(null);
        List<Storm.Back> curve = new ArrayList<>();
        for (int i = 1; i <= POINTS && !back.isEmpty(); i++) {
            int count = Math.max(1, back.size() * i / POINTS);
            curve.add(new Storm.Back(seconds(back, count, moment), count));
        }
        return new Storm(
                cut,
                back.size(),
                session.sum(ledger -> ledger.attempts),
                back.size() * 2L < cut ? -1 : seconds(back, (int) ((cut + 1) / 2), moment),
                back.size() < cut ? -1 : seconds(back, (int) cut, moment),
                session.latencies(ledger -> ledger.returning).summary(),
                session.counts(ledger -> ledger.refused),
                curve,
                stayed,
                measured.corrected().summary());
    }

    private static double seconds(List<Long> back, int count, long moment) {
        return count == 0 ? 0 : (double) (back.get(count - 1) - moment) / Clock.SECOND;
    }
}
