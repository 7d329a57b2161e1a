// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.scenario;

import dev.switchboard.load.measure.ProcessSample;
import java.util.Optional;

/** A ramp of connections; the ramp itself is what is measured. */
final class Connect implements Scenario {
    @Override
    public void run(Session session, Findings findings) {
        IdleCrowd.populate(session);
        Sample begin = session.begin();
        new Opening(session).run(findings);
        findings.measured = session.end(begin);
        findings.units = session.sum(ledger -> ledger.opened);
        Optional<ProcessSample> server = findings.measured.end().server();
        findings.connected = server;
    }
}
