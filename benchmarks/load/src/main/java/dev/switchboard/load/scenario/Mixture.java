// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.scenario;

import dev.switchboard.load.measure.Latencies;
import dev.switchboard.load.option.Option;
import dev.switchboard.load.option.Options;
import dev.switchboard.load.result.Mixed;
import java.util.List;
import java.util.OptionalInt;

/**
 * All at once, as in life: six of ten in rooms, most of them small; two of ten in pairs that talk
 * at a measured pace; the rest silent, but for a few that come and go.
 */
final class Mixture implements Scenario {
    private static final int FLEETING = 8;

    @Override
    public void run(Session session, Findings findings) {
        Options options = session.options;
        int all = Math.max(20, options.count(Option.CONNECTIONS).orElse(0));
        int inRooms = all * 6 / 10;
        int inPairs = all / 10 * 2;
        int count = options.count(Option.ROOMS).orElse(Math.max(1, inRooms / 10));
        Rooms rooms = Rooms.skewed(inRooms, count, options.number(Option.SKEW).orElse(0));
        int publishers = options.count(Option.PUBLISHERS).orElse(count);
        RoomTalk talk = new RoomTalk(session, rooms, 0, publishers);
        RoundTrips pairs = new RoundTrips(2);
        List<Member> partners = pairs.populate(session, inPairs, count);
        int silent = all - inRooms - partners.size();
        int room = count + partners.size();
        for (int i = 0; i < silent; i++) {
            int number = session.crowd.size();
            session.crowd.add(
                    new Silent(session.ledgerOf(number), session.crowd, number, room + i));
        }
        List<Member> fleeting = Coming.populate(session, FLEETING, room + silent, false);
        new Opening(session).run(findings);
        findings.connected = session.sample().server();

        session.tell(ledger -> ledger.isMixed = true);
        talk.start(options.number(Option.RATE), OptionalInt.empty());
        pairs.start(session);
        Coming.start(session);
        session.phase("warming up");
        session.warmUp(options.time(Option.WARMUP));
        session.phase("measuring");
        Sample begin = session.begin();
        long pairsBefore = pairMessages(session);
        session.tell(ledger -> {
            ledger.pairs.reset();
            ledger.cycles.reset();
        });
        session.pause(options.time(Option.DURATION));
        Measured measured = session.end(begin);
        long inPairsHeard = pairMessages(session) - pairsBefore;
        talk.stop();
        pairs.stop(session);
        session.drain();
        findings.measured = measured;
        findings.units = measured.messages();
        findings.mixed =
                new Mixed(
                        List.of(
                                part(
                                        "rooms",
                                        inRooms,
                                        measured.messages() - inPairsHeard,
                                        measured,
                                        measured.corrected()),
                                part(
                                        "pairs",
                                        partners.size(),
                                        inPairsHeard,
                                        measured,
                                        session.latencies(ledger -> ledger.pairs)),
                                part("silent", silent, 0, measured, new Latencies()),
                                part(
                                        "fleeting",
                                        fleeting.size(),
                                        measured.cycles(),
                                        measured,
                                        session.latencies(ledger -> ledger.cycles))));
    }

    private static long pairMessages(Session session) {
        return 2 * session.sum(ledger -> ledger.tally.roundTrips);
    }

    private static Mixed.Part part(
            String name, long connections, long messages, Measured measured, Latencies latencies) {
        return new Mixed.Part(
                name, connections, messages, messages / measured.seconds(), latencies.summary());
    }
}
