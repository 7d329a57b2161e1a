// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.comparison;

import dev.switchboard.comparison.page.Changes;
import dev.switchboard.comparison.page.Page;
import dev.switchboard.comparison.result.Findings;
import dev.switchboard.comparison.result.ResultFolder;
import dev.switchboard.comparison.result.Session;
import dev.switchboard.comparison.run.Pauses;
import dev.switchboard.comparison.run.Rounds;
import dev.switchboard.comparison.scenario.Scenario;
import dev.switchboard.comparison.server.Brood;
import dev.switchboard.comparison.server.Contender;
import dev.switchboard.comparison.server.Entrants;
import dev.switchboard.comparison.server.Surroundings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The program behind {@code benchmarks/compare}. */
public final class Compare {
    /** What takes longest of that in which no goal compares the switch with a competitor. */
    private static final Set<Scenario> RARE = EnumSet.of(Scenario.E, Scenario.G, Scenario.H);

    private final Options options;
    private final String command;
    private final Path root;

    private Compare(Options options, String command, Path root) {
        this.options = options;
        this.command = command;
        this.root = root;
    }

    public static void main(String[] words) throws IOException {
        if (List.of(words).contains("--help") || List.of(words).contains("-h")) {
            System.out.print(Options.HELP);
            return;
        }
        Options options;
        try {
            options = Options.parse(List.of(words));
        } catch (IllegalArgumentException wrong) {
            System.err.println("compare: " + wrong.getMessage());
            System.exit(2);
            return;
        }
        Brood.endWithUs();
        Path root = Path.of(System.getProperty("comparison.root", "")).toAbsolutePath();
        String command = ("benchmarks/compare " + String.join(" ", words)).strip();
        new Compare(options, command, root).run();
    }

    private void run() throws IOException {
        List<ResultFolder> folders =
                options.from().isEmpty()
                        ? List.of(measure())
                        : options.from().stream().map(ResultFolder::new).toList();
        Findings findings = Findings.of(folders);
        List<Changes> changes = Changes.of(findings);
        Path usual =
                changes.isEmpty()
                        ? root.resolve("docs/benchmarks.md")
                        : folders.getLast().path().resolve("page.md");
        Path page = options.page().orElse(usual);
        Page.write(findings, page);
        changes.forEach(each -> System.out.printf("%n%s%n", each.text()));
        System.out.printf("%s and its plots are written%n", page);
    }

    private ResultFolder measure() throws IOException {
        Path target = root.resolve("benchmarks/target");
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Path results =
                options.results()
                        .orElse(target.resolve("results/" + now.toString().replace(":", "")));
        Entrants entrants = new Entrants(root, target);
        if (options.wants(Contender.SWITCH)) {
            if (options.builds().isEmpty()) {
                entrants.addSwitch();
            }
            for (Map.Entry<String, Path> build : options.builds().entrySet()) {
                entrants.addSwitch(build.getKey(), build.getValue());
            }
        }
        entrants.addPeers(options::wants);
        ResultFolder folder = ResultFolder.create(results);
        folder.write(
                new Session(
                        now,
                        command,
                        options.rounds(),
                        Surroundings.of(root),
                        entrants.contenders().stream().map(Contender::identity).toList(),
                        entrants.skipped()));
        System.out.printf("results go to %s%n", results);
        new Rounds(
                        options.rounds(),
                        entrants.contenders(),
                        options.only(),
                        RARE,
                        options.timing(),
                        folder)
                .run();
        pauses(entrants, folder);
        return folder;
    }

    private void pauses(Entrants entrants, ResultFolder folder) throws IOException {
        for (Contender contender : entrants.contenders()) {
            if (Contender.isSwitch(contender.id()) && options.pauses().isPositive()) {
                System.out.printf(
                        "a steady load for %d minutes: %s%n",
                        options.pauses().toMinutes(), contender.id());
                folder.add(Pauses.run(contender, options.pauses()));
            }
        }
    }
}
