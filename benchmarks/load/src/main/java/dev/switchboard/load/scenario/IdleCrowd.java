// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.scenario;

import dev.switchboard.load.option.Option;
import dev.switchboard.load.result.Idle;

/** Connections on which nothing is said: what do they cost? */
final class IdleCrowd implements Scenario {
    @Override
    public void run(Session session, Findings findings) {
        populate(session);
        new Opening(session).run(findings);
        Sample begin = session.begin();
        findings.connected = begin.server();
        session.phase("idle");
        session.pause(session.options.time(Option.DURATION));
        Measured measured = session.end(begin);
        findings.measured = measured;
        double gained =
                findings.before.isPresent() && measured.end().server().isPresent()
                        ? measured.end().server().get().resident()
                                - findings.before.get().resident()
                        : 0;
        long open = measured.end().open();
        findings.idle =
                new Idle(open, open == 0 ? 0 : gained / open, measured.end().traffic().pings());
    }

    /** Each in a room of its own, if the protocol has rooms. */
    static void populate(Session session) {
        int count = session.options.count(Option.CONNECTIONS).orElse(0);
        for (int i = 0; i < count; i++) {
            session.crowd.add(new Silent(session.ledgerOf(i), session.crowd, i, i));
        }
    }
}
