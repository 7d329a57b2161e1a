// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.scenario;

import dev.switchboard.load.client.Clock;
import dev.switchboard.load.client.Message;
import dev.switchboard.load.client.Work;
import dev.switchboard.load.option.Option;
import dev.switchboard.load.option.Options;
import dev.switchboard.load.result.Churn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Churn: clients come, say something, and go. */
final class Coming implements Scenario {
    private static final long CHECK = 500 * Clock.MILLISECOND;
    private static final Duration LAST_CYCLE = Duration.ofSeconds(6);

    @Override
    public void run(Session session, Findings findings) {
        Options options = session.options;
        boolean isAnswered = !options.has(Option.NO_REPLY);
        populate(session, options.count(Option.CONNECTIONS).orElse(0), 0, isAnswered);
        findings.connected = session.sample().server();
        start(session);
        Measured measured = session.measure();
        session.tell(ledger -> ledger.isTalking = false);
        session.phase("waiting for the last");
        session.await(LAST_CYCLE, () -> session.sum(ledger -> ledger.open) == 0);
        session.slice();
        findings.measured = measured;
        findings.connections = new Opening(session).connections(0, measured.begin().time());
        findings.units = measured.cycles();
        findings.churn =
                new Churn(
                        measured.cycles(),
                        measured.cycles() / measured.seconds(),
                        session.sum(ledger -> ledger.tally.failures));
    }

    static List<Member> populate(Session session, int count, int firstRoom, boolean isAnswered) {
        List<Member> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = session.crowd.size();
            Member member =
                    new Churner(
                            session.ledgerOf(number),
                            session.crowd,
                            number,
                            firstRoom + i,
                            isAnswered);
            member.give(
                    Message.of(
                            session.protocol.message(),
                            session.options.count(Option.SIZE).orElse(0),
                            session.options.has(Option.BINARY),
                            firstRoom + i,
                            number));
            session.crowd.add(member);
            all.add(member);
        }
        return all;
    }

    static void start(Session session) {
        session.tell(ledger -> {
            ledger.isTalking = true;
            List<Churner> own =
                    session.membersOf(ledger).stream()
                            .filter(Churner.class::isInstance)
                            .map(Churner.class::cast)
                            .toList();
            own.forEach(member -> ledger.opener.open(member::open, Clock.now()));
            ledger.worker.add(checking(own));
        });
    }

    private static Work checking(List<Churner> own) {
        long[] next = {0};
        return now -> {
            if (now >= next[0]) {
                next[0] = now + CHECK;
                own.forEach(member -> member.check(now));
            }
            return next[0];
        };
    }
}
