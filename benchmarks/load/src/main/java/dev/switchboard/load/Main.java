// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load;

import dev.switchboard.load.option.Help;
import dev.switchboard.load.option.Option;
import dev.switchboard.load.option.Options;
import dev.switchboard.load.option.WrongUsage;
import dev.switchboard.load.report.HtmlReport;
import dev.switchboard.load.result.Result;
import dev.switchboard.load.result.ResultJson;
import dev.switchboard.load.result.Storm;
import dev.switchboard.load.scenario.Progress;
import dev.switchboard.load.scenario.Run;
import dev.switchboard.load.server.Target;
import dev.switchboard.load.server.Targets;
import dev.switchboard.load.summary.Summary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * {@code switchboard bench}. The launcher says in system properties where the installation is,
 * where its switch leaves its address, and whether somebody looks at a terminal.
 */
public final class Main {
    private static final int GOOD = 0;
    private static final int NOT_CLEAN = 1;
    private static final int USAGE = 2;
    private static final int BROKEN = 70;
    private static final long LAST_WORDS_SECONDS = 15;

    private Main() {}

    public static void main(String[] words) {
        Thread.setDefaultUncaughtExceptionHandler((thread, bug) -> {
            bug.printStackTrace();
            Runtime.getRuntime().halt(BROKEN);
        });
        if (List.of(words).contains("--help")) {
            System.out.print(Help.text());
            return;
        }
        int code;
        try {
            code = bench(Options.parse(List.of(words)), command(words));
        } catch (WrongUsage wrong) {
            complain(String.valueOf(wrong.getMessage()));
            code = USAGE;
        } catch (IOException failed) {
            complain(failed.getMessage() == null ? failed.toString() : failed.getMessage());
            code = NOT_CLEAN;
        } catch (InterruptedException interrupted) {
            code = NOT_CLEAN;
        }
        System.exit(code);
    }

    private static int bench(Options options, String command)
            throws IOException, InterruptedException {
        AtomicReference<@Nullable Run> current = new AtomicReference<>();
        CountDownLatch isOver = new CountDownLatch(1);
        Thread onInterrupt = new Thread(() -> endEarly(current.get(), isOver));
        Runtime.getRuntime().addShutdownHook(onInterrupt);
        try (Targets targets = new Targets(options, folder("home"), folder("run"))) {
            Target target = targets.find();
            Run run = new Run(options, target, progress());
            current.set(run);
            Result result = run.start(version());
            publish(result, target, options, command);
            return isGood(result) ? GOOD : NOT_CLEAN;
        } finally {
            isOver.countDown();
            forget(onInterrupt);
        }
    }

    private static boolean isGood(Result result) {
        Storm storm = result.storm();
        return result.checks().isClean()
                && result.connections().failed() == 0
                && result.errors().isEmpty()
                && (storm == null || storm.back() == storm.cut());
    }

    private static void publish(Result result, Target target, Options options, String command)
            throws IOException {
        Optional<String> json = options.text(Option.JSON);
        if (json.isPresent() && json.get().equals("-")) {
            System.out.print(ResultJson.write(result));
        } else {
            System.out.print(Summary.of(result, target.description()));
            if (json.isPresent()) {
                Files.writeString(Path.of(json.get()), ResultJson.write(result));
            }
        }
        System.out.flush();
        Optional<String> html = options.text(Option.HTML);
        if (html.isPresent()) {
            Files.writeString(Path.of(html.get()), HtmlReport.of(result, command));
        }
    }

    private static void endEarly(@Nullable Run run, CountDownLatch isOver) {
        if (run != null) {
            run.end();
        }
        try {
            if (!isOver.await(LAST_WORDS_SECONDS, TimeUnit.SECONDS)) {
                complain("could not end in time");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // It is this hook that has ended the run.
        }
    }

    /** As it could be typed again. */
    private static String command(String[] words) {
        StringBuilder command = new StringBuilder("switchboard bench");
        for (String word : words) {
            boolean isPlain = word.matches("[\\w@%+=:,./-]+");
            command.append(' ').append(isPlain ? word : "'" + word.replace("'", "'\\''") + "'");
        }
        return command.toString();
    }

    private static Progress progress() {
        return Boolean.getBoolean("switchboard.terminal")
                ? line -> System.err.println("  … " + line)
                : Progress.SILENT;
    }

    private static Optional<Path> folder(String name) {
        return Optional.ofNullable(System.getProperty("switchboard." + name)).map(Path::of);
    }

    private static String version() {
        String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "of no build" : version;
    }

    private static void complain(String sentence) {
        System.err.println("switchboard bench: " + sentence);
    }
}
