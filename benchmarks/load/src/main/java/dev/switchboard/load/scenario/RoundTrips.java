// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.scenario;

import dev.switchboard.load.client.Clock;
import dev.switchboard.load.client.Message;
import dev.switchboard.load.option.Option;
import dev.switchboard.load.option.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Everyone sends and waits for the answer: of the server itself, or of a partner in its room. */
final class RoundTrips implements Scenario {
    private final int size;

    /**
     * @param size of a room: one, or two
     */
    RoundTrips(int size) {
        this.size = size;
    }

    @Override
    public void run(Session session, Findings findings) {
        Options options = session.options;
        populate(session, options.count(Option.CONNECTIONS).orElse(0), 0);
        new Opening(session).run(findings);
        findings.connected = session.sample().server();
        start(session);
        Measured measured = session.measure();
        stop(session);
        session.drain();
        findings.measured = measured;
        findings.units = measured.messages();
    }

    /** Rooms of partners are not torn apart: both are on one thread. */
    List<Member> populate(Session session, int count, int firstRoom) {
        boolean isWindowed = !session.options.has(Option.RATE);
        List<Member> all = new ArrayList<>();
        for (int i = 0; i < count / size * size; i++) {
            int room = firstRoom + i / size;
            int number = session.crowd.size();
            Ledger ledger = session.ledgerOf(room);
            Member member =
                    size == 1
                            ? new Echoer(ledger, session.crowd, number, room, isWindowed)
                            : new Partner(
                                    ledger, session.crowd, number, room, i % 2 == 0, isWindowed);
            member.slot = i % size;
            member.listenTo(size);
            member.give(
                    Message.of(
                            session.protocol.message(),
                            session.options.count(Option.SIZE).orElse(0),
                            session.options.has(Option.BINARY),
                            room,
                            number));
            session.crowd.add(member);
            all.add(member);
        }
        return all;
    }

    void start(Session session) {
        OptionalDouble rate = session.options.number(Option.RATE);
        int window = session.options.count(Option.WINDOW).orElse(1);
        long start = Clock.now();
        session.tell(ledger -> {
            ledger.isTalking = true;
            List<Member> first =
                    session.membersOf(ledger).stream()
                            .filter(member -> member.slot == 0 && begins(member))
                            .filter(Member::isOpen)
                            .toList();
            if (rate.isEmpty()) {
                for (int i = 0; i < window; i++) {
                    first.forEach(member -> member.say(Clock.now(), 0, 1));
                }
            } else if (!first.isEmpty()) {
                ledger.isPaced = true;
                List<Paced.Speaker> turns = new ArrayList<>();
                first.forEach(member -> turns.add((time, lag) -> member.say(time, lag, 1)));
                double gap = 1e9 / rate.getAsDouble() * session.ledgers.size();
                ledger.worker.add(new Paced(turns, gap, start));
            }
        });
    }

    void stop(Session session) {
        session.tell(ledger -> {
            ledger.isTalking = false;
            ledger.worker.clear(Paced.class);
        });
    }

    private static boolean begins(Member member) {
        return member instanceof Echoer || member instanceof Partner;
    }
}
