// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile;

import dev.switchboard.comparison.server.Brood;
import dev.switchboard.comparison.server.Contender;
import dev.switchboard.comparison.server.Entrants;
import dev.switchboard.comparison.server.Surroundings;
import dev.switchboard.comparison.server.SwitchTree;
import dev.switchboard.hostile.attack.Assault;
import dev.switchboard.hostile.attack.Assaults;
import dev.switchboard.hostile.report.Report;
import dev.switchboard.hostile.report.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The program behind {@code benchmarks/hostile/hostile}. */
public final class Hostile {
    private static final int SUCCEEDED = 1;
    private static final int USAGE = 2;
    private static final int BROKEN = 70;

    private Hostile() {}

    public static void main(String[] words) throws IOException {
        Thread.setDefaultUncaughtExceptionHandler((thread, bug) -> {
            bug.printStackTrace();
            Runtime.getRuntime().halt(BROKEN);
        });
        List<String> left = new ArrayList<>(List.of(words));
        if (left.contains("--help") || left.contains("-h")) {
            System.out.print(Options.HELP);
            return;
        }
        boolean isList = left.remove("--list");
        Options options;
        try {
            options = Options.parse(left);
        } catch (IllegalArgumentException wrong) {
            System.err.println("hostile: " + wrong.getMessage());
            System.exit(USAGE);
            return;
        }
        List<Assault> assaults =
                Assaults.all(options.form().isLong()).stream()
                        .filter(assault -> options.wants(assault.name()))
                        .toList();
        if (isList) {
            assaults.forEach(each -> System.out.printf("%-16s %s%n", each.name(), each.what()));
            return;
        }
        Brood.endWithUs();
        Path root = Path.of(System.getProperty("hostile.root", "")).toAbsolutePath();
        List<Row> rows = fight(root, options, assaults);
        Optional<Path> page = options.pageBelow(root);
        if (page.isPresent()) {
            String command = ("benchmarks/hostile/hostile " + String.join(" ", words)).strip();
            Files.writeString(page.get(), page(root, options.form(), rows, command));
        }
        boolean isClean =
                rows.stream().allMatch(row -> row.failures(options.form().slowest()).isEmpty());
        System.exit(isClean ? 0 : SUCCEEDED);
    }

    private static List<Row> fight(Path root, Options options, List<Assault> assaults)
            throws IOException {
        Entrants entrants = new Entrants(root, root.resolve("benchmarks/target"));
        if (options.builds().isEmpty()) {
            entrants.addSwitch();
        }
        for (Map.Entry<String, Path> build : options.builds().entrySet()) {
            entrants.addSwitch(build.getKey(), build.getValue());
        }
        Battle battle = new Battle(options.form());
        List<Row> rows = new ArrayList<>();
        for (Assault assault : assaults) {
            for (Contender contender : entrants.contenders()) {
                SwitchTree tree = (SwitchTree) contender;
                Row row = battle.fight(tree.name(), tree.home(), assault);
                System.out.println(Report.line(row, options.form().slowest()));
                rows.add(row);
            }
        }
        return rows;
    }

    private static String page(Path root, Form form, List<Row> rows, String command)
            throws IOException {
        List<String> conditions =
                List.of(
                        "%d honest clients in rooms of ten say %d messages of 128 bytes a second, by all together: %d s quiet, %d s attacked."
                                .formatted(
                                        form.clients(),
                                        form.rate(),
                                        form.quiet().toSeconds(),
                                        form.attack().toSeconds()),
                        "An attack has succeeded (FAILED) if the switch dies, if one honest client is closed, if one honest message is refused or is not there %d s after the attack, if a newcomer does not get in, or if the honest p99 is above %d ms. Attackers, honest clients and the switch share the processors, so a ratio below 5 means nothing."
                                .formatted(form.patience().toSeconds(), form.slowest().toMillis()));
        return Report.page(rows, command, form.slowest(), conditions, Surroundings.of(root));
    }
}
