// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.attack;

import dev.switchboard.load.client.Clock;
import dev.switchboard.load.client.Endpoint;
import dev.switchboard.load.client.Work;
import dev.switchboard.load.client.Worker;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Clients that all do the same, on a thread of their own. */
final class Crew implements Attack {
    /** Clients of a crew have numbers that no honest client has. */
    private static final int FIRST = 1 << 19;

    private static final long ROUND = 4 * Clock.MILLISECOND;
    private static final int OPENED_IN_A_ROUND = 50;

    private final Role role;
    private final Worker worker;
    private final Attacker.Tally tally = new Attacker.Tally();
    private final List<Attacker> members;
    private int opened;

    Crew(Ground ground, Role role) throws IOException {
        this.role = role;
        worker = new Worker("crew", endpoint(ground), false);
        members =
                IntStream.range(FIRST, FIRST + role.count())
                        .mapToObj(number -> new Attacker(role, number, tally))
                        .toList();
        Work round = this::round;
        worker.add(round);
    }

    /** Who does nothing wrong shares no limit of an address with attackers. */
    private Endpoint endpoint(Ground ground) {
        return role.reading().isInnocent()
                ? ground.forInnocent(role.path())
                : ground.forAttackers(role.path(), role.addresses());
    }

    @Override
    public void begin() {
        worker.start();
    }

    private long round(long now) {
        for (int i = 0; i < OPENED_IN_A_ROUND && opened < members.size(); i++) {
            members.get(opened++).open(worker);
        }
        members.forEach(member -> member.act(now));
        return now + ROUND;
    }

    @Override
    public void end() {
        worker.call(() -> {
            members.forEach(Attacker::end);
            return true;
        });
    }

    @Override
    public Map<String, Long> gains() {
        return worker.call(() -> {
            Map<String, Long> gains = new LinkedHashMap<>();
            if (!role.talk().messages().isEmpty()) {
                gains.put("sent", tally.sent);
                gains.put("refused", tally.refused);
            }
            if (role.reading().isInnocent()) {
                gains.put("readers", (long) role.count());
                gains.put("closed", closed());
            }
            return gains;
        });
    }

    @Override
    public long harmed() {
        return role.reading().isInnocent() ? worker.call(this::closed) : 0;
    }

    private long closed() {
        return tally.closed;
    }

    @Override
    public void close() {
        worker.call(() -> {
            members.forEach(Attacker::cut);
            return true;
        });
        worker.end();
    }
}
