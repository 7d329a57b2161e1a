// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.comparison.page;

import dev.switchboard.comparison.result.Measure;
import dev.switchboard.comparison.result.Sample;
import dev.switchboard.comparison.result.Samples;
import dev.switchboard.comparison.result.Session;
import dev.switchboard.comparison.result.Spread;
import dev.switchboard.comparison.scenario.Scenario;
import dev.switchboard.comparison.server.Contender;
import java.util.Comparator;
import java.util.List;

/** Who took part, and how each is called and drawn. */
record Cast(Session session, Samples samples) {

    /** Those with figures in a scenario, the least first. */
    List<Contender.Identity> in(Scenario scenario, Measure order) {
        return session.servers().stream()
                .filter(each -> !samples.of(each.id(), scenario).isEmpty())
                .sorted(
                        Comparator.comparingDouble(each ->
                                samples.spread(each.id(), scenario, order)
                                        .map(Spread::median)
                                        .orElse(Double.MAX_VALUE)))
                .toList();
    }

    /** The samples of those who took part, each once. */
    List<Sample> played() {
        return samples.all().stream()
                .filter(sample ->
                        session.servers().stream()
                                .anyMatch(each -> each.id().equals(sample.server())))
                .toList();
    }

    static boolean isOurs(String id) {
        return Contender.isSwitch(id);
    }

    static String look(String id) {
        return isOurs(id) ? "s0" : Contender.isCompetitor(id) ? "s4" : "s2";
    }

    /** By the name that its people give it. */
    String name(String id) {
        return session.servers().stream()
                .filter(each -> each.id().equals(id))
                .map(Contender.Identity::name)
                .findFirst()
                .orElse(id);
    }
}
