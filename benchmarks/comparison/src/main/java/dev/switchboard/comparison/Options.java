// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.comparison;

import dev.switchboard.comparison.run.Timing;
import dev.switchboard.comparison.scenario.Scenario;
import dev.switchboard.comparison.scenario.Stage;
import dev.switchboard.comparison.server.Contender;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What was typed after {@code compare}.
 *
 * @param only the scenarios to run
 * @param servers those who take part; empty for all
 * @param timing how long each run takes
 * @param from folders of results to write the page from, without running anything
 * @param builds of the switch, by name: tarballs, or folders into which one was unpacked; empty for
 *     the one that is built here
 * @param pauses how long the run for pauses is; zero for none
 */
record Options(
        int rounds,
        Set<Scenario> only,
        List<String> servers,
        Timing timing,
        List<Path> from,
        Optional<Path> results,
        Optional<Path> page,
        Map<String, Path> builds,
        Duration pauses) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]*");

    static final String HELP =
            """
            usage: benchmarks/compare [OPTION]...

            Builds the switch and its peers, runs them in turn under the same load, and writes
            docs/benchmarks.md.

              --rounds N            how often each is run; medians are of these [5]
              --only a,b32          only these scenarios (a letter takes all that begin with it)
              --servers a,b         only these servers: switchboard and folders of benchmarks/peers
              --short               with half the warm-up: enough to compare builds of the switch
              --quick               a few hundred milliseconds each: shows that everything runs, no more
              --pauses MINUTES      and the run for pauses, of the switch alone
              --centrifugo PATH     the binary of Centrifugo, which no package registry has
              --switchboard PATH    a tarball, packed or unpacked, instead of the one that is built here
              --switchboard NAME=PATH
                                    the same, under a name; given twice, as old=… and new=…, two builds of
                                    the switch run in turn, without peers that --servers does not name,
                                    and a table tells what became of each figure
              --results FOLDER      where every single result goes [benchmarks/target/results/MOMENT]
              --from FOLDER         write the page from results that are there, run nothing; of several
                                    --from, the last that has a scenario counts for it
              --page FILE           write the page there [docs/benchmarks.md; of two builds, page.md in
                                    the folder of results]
              --no-build            take what was built before
            """;

    static Options parse(List<String> words) {
        int rounds = 5;
        Set<Scenario> only = EnumSet.allOf(Scenario.class);
        List<String> servers = List.of();
        Timing timing = Timing.FULL;
        List<Path> from = new ArrayList<>();
        Optional<Path> results = Optional.empty();
        Optional<Path> page = Optional.empty();
        Map<String, Path> builds = new LinkedHashMap<>();
        Duration pauses = Duration.ZERO;
        Deque<String> left = new ArrayDeque<>(words);
        while (!left.isEmpty()) {
            String word = left.pop();
            switch (word) {
                case "--rounds" -> rounds = Integer.parseInt(value(word, left));
                case "--only" -> only = scenarios(value(word, left));
                case "--servers" -> servers = List.of(value(word, left).split(",", -1));
                case "--short" -> timing = Timing.SHORT;
                case "--quick" -> timing = Timing.QUICK;
                case "--from" -> from.add(Path.of(value(word, left)));
                case "--results" -> results = Optional.of(Path.of(value(word, left)));
                case "--page" -> page = Optional.of(Path.of(value(word, left)));
                case "--switchboard" -> addBuild(value(word, left), builds);
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
        if (servers.isEmpty() && builds.size() > 1) {
            servers = List.of(Contender.SWITCH);
        }
        return new Options(rounds, only, servers, timing, from, results, page, builds, pauses);
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

    private static void addBuild(String words, Map<String, Path> builds) {
        int sign = words.indexOf('=');
        String name = sign < 0 ? "" : words.substring(0, sign);
        Path path = Path.of(words.substring(sign + 1)).toAbsolutePath();
        if (sign >= 0 && !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "the name of a build has small letters, digits and '-' only, not '%s'"
                            .formatted(name));
        }
        if (!Files.exists(path)) {
            throw new IllegalArgumentException("there is no " + path);
        }
        if (builds.put(name, path) != null) {
            throw new IllegalArgumentException(
                    "two builds of the switch need two names: --switchboard old=… --switchboard new=…");
        }
    }

    private static String value(String option, Deque<String> left) {
        if (left.isEmpty()) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        return left.pop();
    }
}
