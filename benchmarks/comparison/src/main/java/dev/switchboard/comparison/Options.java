// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.comparison;

import dev.switchboard.comparison.scenario.Scenario;
import dev.switchboard.comparison.scenario.Stage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What was typed after {@code compare}.
 *
 * @param only the scenarios to run
 * @param servers those who take part; empty for all
 * @param quick far too short to be believed, to see that everything works
 * @param from folders of results to write the page from, without running anything
 * @param pauses how long the run for pauses is; zero for none
 */
record Options(
        int rounds,
        Set<Scenario> only,
        List<String> servers,
        boolean quick,
        List<Path> from,
        Optional<Path> results,
        Optional<Path> page,
        Optional<Path> switchboard,
        Duration pauses) {
    static final String HELP =
            """
            usage: benchmarks/compare [OPTION]...

            Builds the switch and its peers, runs them in turn under the same load, and writes
            docs/benchmarks.md.

              --rounds N            how often each is run; medians are of these [5]
              --only a,b32          only these scenarios (a letter takes all that begin with it)
              --servers a,b         only these servers: switchboard and folders of benchmarks/peers
              --quick               a few hundred milliseconds each: shows that everything runs, no more
              --pauses MINUTES      and the run for pauses, of the switch alone
              --centrifugo PATH     the binary of Centrifugo, which no package registry has
              --switchboard HOME    an unpacked tarball instead of the one that is built here
              --results FOLDER      where every single result goes [benchmarks/target/results/MOMENT]
              --from FOLDER         write the page from results that are there, run nothing; of several
                                    --from, the last that has a scenario counts for it
              --page FILE           write the page there [docs/benchmarks.md]
              --no-build            take what was built before
            """;

    static Options parse(List<String> words) {
        int rounds = 5;
        Set<Scenario> only = EnumSet.allOf(Scenario.class);
        List<String> servers = List.of();
        boolean quick = false;
        List<Path> from = new ArrayList<>();
        Optional<Path> results = Optional.empty();
        Optional<Path> page = Optional.empty();
        Optional<Path> switchboard = Optional.empty();
        Duration pauses = Duration.ZERO;
        Deque<String> left = new ArrayDeque<>(words);
        while (!left.isEmpty()) {
            String word = left.pop();
            switch (word) {
                case "--rounds" -> rounds = Integer.parseInt(value(word, left));
                case "--only" -> only = scenarios(value(word, left));
                case "--servers" -> servers = List.of(value(word, left).split(",", -1));
                case "--quick" -> quick = true;
                case "--from" -> from.add(Path.of(value(word, left)));
                case "--results" -> results = Optional.of(Path.of(value(word, left)));
                case "--page" -> page = Optional.of(Path.of(value(word, left)));
                case "--switchboard" ->
                        switchboard = Optional.of(Path.of(value(word, left)).toAbsolutePath());
                case "--pauses" ->
                        pauses =
                                Duration.ofSeconds(
                                        (long) (Double.parseDouble(value(word, left)) * 60));
                default ->
                        throw new IllegalArgumentException(
                                "there is no option '%s'; see: benchmarks/compare --help"
                                        .formatted(word));
            }
        }
        if (rounds < 1) {
            throw new IllegalArgumentException("--rounds must be at least 1");
        }
        return new Options(rounds, only, servers, quick, from, results, page, switchboard, pauses);
    }

    /** Whether a server takes part, by the name of its folder. */
    boolean wants(String server) {
        return servers.isEmpty() || servers.contains(server);
    }

    private static Set<Scenario> scenarios(String words) {
        Set<Scenario> scenarios = EnumSet.noneOf(Scenario.class);
        for (String word : words.split(",", -1)) {
            scenarios.addAll(Scenario.named(word));
        }
        scenarios.removeIf(each -> each.stage() == Stage.PAUSES);
        return scenarios;
    }

    private static String value(String option, Deque<String> left) {
        if (left.isEmpty()) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        return left.pop();
    }
}
