// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.scenario;

import dev.switchboard.load.client.Clock;
import dev.switchboard.load.option.Option;
import dev.switchboard.load.result.Connections;
import java.time.Duration;
import java.util.List;

/** Connects all members of a crowd. */
final class Opening {
    private final Session session;

    Opening(Session session) {
        this.session = session;
    }

    void run(Findings findings) {
        session.phase("connecting");
        double rate = session.options.number(Option.CONNECT_RATE).orElse(0);
        long start = Clock.now();
        session.tell(ledger -> {
            for (Member member : residents(ledger)) {
                long after = rate > 0 ? (long) (member.number * 1e9 / rate) : 0;
                ledger.opener.open(member::open, start + after);
            }
        });
        long asked = session.crowd.members().stream().filter(Member::isResident).count();
        Duration atMost =
                session.options
                        .time(Option.CONNECT_TIMEOUT)
                        .plusSeconds(rate > 0 ? (long) (asked / rate) : 0);
        session.await(atMost, () -> session.sum(ledger -> ledger.opened + ledger.failed) >= asked);
        session.tell(ledger -> ledger.opener.stop());
        findings.connections = connections(asked, start);
        session.phase("settling");
        session.pause(session.options.time(Option.SETTLE));
    }

    private List<Member> residents(Ledger ledger) {
        return session.membersOf(ledger).stream().filter(Member::isResident).toList();
    }

    /** How it went, of all members so far. */
    Connections connections(long asked, long start) {
        long opened = session.sum(ledger -> ledger.opened);
        long failed = Math.max(session.sum(ledger -> ledger.failed), asked - opened);
        long last =
                session.each(ledger -> ledger.lastSettled).stream().max(Long::compare).orElse(0L);
        double seconds = Math.max(1e-9, (double) (last - start) / Clock.SECOND);
        return new Connections(
                Math.max(asked, opened),
                opened,
                failed,
                seconds,
                opened / seconds,
                session.latencies(ledger -> ledger.opening).summary(),
                session.counts(ledger -> ledger.refused));
    }
}
