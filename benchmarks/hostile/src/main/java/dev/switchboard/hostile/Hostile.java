// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile;

import dev.switchboard.comparison.server.Brood;
import dev.switchboard.comparison.server.Contender;
import dev.switchboard.comparison.server.Entrants;
import dev.switchboard.comparison.server.Surroundings;
import dev.switchboard.comparison.server.SwitchTree;
import dev.switchboard.hostile.attack.Assault;
import dev.switchboard.hostile.attack.Assaults;
import dev.switchboard.hostile.drain.Drains;
import dev.switchboard.hostile.report.Report;
import dev.switchboard.hostile.report.Row;
import dev.switchboard.hostile.soak.Soak;
import dev.switchboard.hostile.soak.SoakReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
        String command = ("benchmarks/hostile/hostile " + String.join(" ", words)).strip();
        if (options.drain().isPresent()) {
            Drains drains =
                    new Drains(options.drain().getAsInt(), options.form().isLong(), options::wants);
            Path home = ((SwitchTree) contenders(root, options).getFirst()).home();
            System.exit(drains.run(home, System.out) ? 0 : SUCCEEDED);
        }
        if (options.soak().isPresent()) {
            System.exit(soak(root, options, options.soak().get(), command));
        }
        List<Row> rows = fight(root, options, assaults);
        Optional<Path> page = options.pageBelow(root);
        if (page.isPresent()) {
            Files.writeString(page.get(), page(root, options.form(), rows, command));
        }
        boolean isClean =
                rows.stream().allMatch(row -> row.failures(options.form().bounds()).isEmpty());
        System.exit(isClean ? 0 : SUCCEEDED);
    }

    /** The page is written after each sample, so that a soak that is ended early has one, too. */
    private static int soak(Path root, Options options, Duration duration, String command)
            throws IOException {
        Optional<Path> page = options.pageBelow(root);
        Map<String, String> machine = Surroundings.of(root);
        System.out.println(SoakReport.head());
        SoakReport report =
                new Soak(
                                duration,
                                soFar -> {
                                    System.out.println(soFar.line());
                                    write(page, soFar, command, machine);
                                })
                        .run(((SwitchTree) contenders(root, options).getFirst()).home());
        System.out.println(report.line());
        write(page, report, command, machine);
        return report.hasFailed() ? SUCCEEDED : 0;
    }

    private static void write(
            Optional<Path> page, SoakReport report, String command, Map<String, String> machine)
            throws IOException {
        if (page.isPresent()) {
            String name = page.get().getFileName().toString().replaceFirst("\\.md$", "") + ".svg";
            boolean hasImages = Files.isDirectory(page.get().resolveSibling("images"));
            String image = hasImages ? "images/" + name : name;
            Files.writeString(page.get().resolveSibling(image), report.plot());
            Files.writeString(page.get(), report.page(command, image, machine));
        }
    }

    private static List<Contender> contenders(Path root, Options options) throws IOException {
        Entrants entrants = new Entrants(root, root.resolve("benchmarks/target"));
        if (options.builds().isEmpty()) {
            entrants.addSwitch();
        }
        for (Map.Entry<String, Path> build : options.builds().entrySet()) {
            entrants.addSwitch(build.getKey(), build.getValue());
        }
        return entrants.contenders();
    }

    private static List<Row> fight(Path root, Options options, List<Assault> assaults)
            throws IOException {
        List<Contender> contenders = contenders(root, options);
        Battle battle = new Battle(options.form());
        List<Row> rows = new ArrayList<>();
        for (Assault assault : assaults) {
            for (Contender contender : contenders) {
                SwitchTree tree = (SwitchTree) contender;
                Row row = battle.fight(tree.name(), tree.home(), assault);
                System.out.println(Report.line(row, options.form().bounds()));
                rows.add(row);
            }
        }
        return rows;
    }

    private static String page(Path root, Form form, List<Row> rows, String command)
            throws IOException {
        List<String> conditions =
                List.of(
                        "%d honest clients in rooms of ten say %d messages of 128 bytes a second, by all together: %d s quiet, %d s attacked or more, %d s burned."
                                .formatted(
                                        form.clients(),
                                        form.rate(),
                                        form.quiet().toSeconds(),
                                        form.attack().toSeconds(),
                                        form.burned().toSeconds()),
                        "An attack has succeeded (FAILED) if the switch dies, if one honest client is closed, if one honest message is refused or is not there %d s after the attack, if a newcomer does not get in, if the live heap is above the formula, if the honest p99 is above %d ms and above %.0f times the quiet one, or if it is above %.0f times the burned one. Attackers, honest clients and the switch share the processors, so a ratio below 5 means nothing."
                                .formatted(
                                        form.patience().toSeconds(),
                                        form.bounds().slowest().toMillis(),
                                        form.bounds().timesQuiet(),
                                        form.bounds().timesBurned()));
        return Report.page(rows, command, form.bounds(), conditions, Surroundings.of(root));
    }
}
