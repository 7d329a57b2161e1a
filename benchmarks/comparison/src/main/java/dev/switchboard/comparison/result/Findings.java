// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.comparison.result;

import dev.switchboard.comparison.scenario.Scenario;
import dev.switchboard.comparison.server.Contender;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one comparison found, or several that complete each other: a scenario that was measured more
 * than once is taken, for all servers, from the last comparison that has it. So whatever is set
 * side by side was measured side by side.
 *
 * @param session that of the last comparison, with the servers of all
 * @param earlier the others of which something is left
 */
public record Findings(Session session, Samples samples, List<Earlier> earlier) {

    /**
     * A comparison before the last.
     *
     * @param scenarios what is taken from it
     */
    public record Earlier(Session session, List<Scenario> scenarios) {}

    public Findings {
        earlier = List.copyOf(earlier);
    }

    /** Reads them; the last one counts most. */
    public static Findings of(List<ResultFolder> folders) throws IOException {
        List<Session> sessions = new ArrayList<>();
        List<List<Sample>> samples = new ArrayList<>();
        Map<String, Integer> lastWith = new HashMap<>();
        for (ResultFolder folder : folders) {
            List<Sample> all = folder.samples().all();
            all.forEach(sample -> lastWith.put(sample.scenario(), sessions.size()));
            sessions.add(folder.session());
            samples.add(all);
        }
        List<Sample> taken = new ArrayList<>();
        List<Earlier> earlier = new ArrayList<>();
        for (int each = 0; each < sessions.size(); each++) {
            int index = each;
            samples.get(each).stream()
                    .filter(sample -> isFrom(index, sample.scenario(), lastWith))
                    .forEach(taken::add);
            List<Scenario> scenarios =
                    Arrays.stream(Scenario.values())
                            .filter(scenario -> isFrom(index, scenario.id(), lastWith))
                            .toList();
            if (each < sessions.size() - 1 && !scenarios.isEmpty()) {
                earlier.add(new Earlier(sessions.get(each), scenarios));
            }
        }
        return new Findings(joined(sessions), new Samples(taken), earlier);
    }

    private static boolean isFrom(int index, String scenario, Map<String, Integer> lastWith) {
        return lastWith.getOrDefault(scenario, -1) == index;
    }

    private static Session joined(List<Session> sessions) {
        Map<String, Contender.Identity> servers = new LinkedHashMap<>();
        Map<String, String> skipped = new LinkedHashMap<>();
        for (Session session : sessions) {
            session.servers().forEach(server -> servers.put(server.id(), server));
            skipped.putAll(session.skipped());
        }
        skipped.keySet().removeAll(servers.keySet());
        Session last = sessions.getLast();
        return new Session(
                last.started(),
                last.command(),
                last.rounds(),
                last.machine(),
                List.copyOf(servers.values()),
                skipped);
    }
}
