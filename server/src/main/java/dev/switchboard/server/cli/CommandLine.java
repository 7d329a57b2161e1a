// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.cli;

import dev.switchboard.server.config.LoggingSettings;
import java.io.Serial;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The words after the name of the program, understood.
 *
 * @param command what to do
 * @param folders where
 * @param options words for this command alone, as in {@code config --changed}
 */
public record CommandLine(String command, Folders folders, List<String> options) {

    /** Thrown for unknown words; the message names them. */
    public static final class WrongUsage extends Exception {
        @Serial private static final long serialVersionUID = 1;

        WrongUsage(String message) {
            super(message);
        }
    }

    static final String BACKGROUND = "--background";

    private static final List<String> FOLDERS =
            List.of("--home", "--conf", "--data", "--logs", "--run");

    public CommandLine {
        options = List.copyOf(options);
    }

    public static CommandLine parse(List<String> words) throws WrongUsage {
        Map<String, Path> named = new HashMap<>();
        List<String> rest = new ArrayList<>();
        Iterator<String> each = words.iterator();
        while (each.hasNext()) {
            String word = each.next();
            if (!FOLDERS.contains(word)) {
                rest.add(word);
            } else if (each.hasNext()) {
                named.put(word, Path.of(each.next()).toAbsolutePath().normalize());
            } else {
                throw new WrongUsage(word + " needs a folder");
            }
        }
        if (rest.isEmpty()) {
            throw new WrongUsage("a command is missing");
        }
        Folders usual = Folders.in(named.getOrDefault("--home", Path.of("").toAbsolutePath()));
        Folders folders =
                new Folders(
                        usual.home(),
                        named.getOrDefault("--conf", usual.conf()),
                        named.getOrDefault("--data", usual.data()),
                        named.getOrDefault("--logs", usual.logs()),
                        named.getOrDefault("--run", usual.run()));
        return new CommandLine(rest.getFirst(), folders, rest.subList(1, rest.size()));
    }

    /**
     * Where the log goes: to the file that is configured. Without one it goes to the standard
     * output, for systemd or a container to keep, but in the background nobody would read that.
     */
    public Optional<Path> logFile(LoggingSettings settings) {
        return settings.file()
                .map(folders::resolve)
                .or(() ->
                        options.contains(BACKGROUND)
                                ? Optional.of(folders.logs().resolve("switchboard.log"))
                                : Optional.empty());
    }

    /** Whether the option was given; any other is a mistake. */
    boolean has(String option) throws WrongUsage {
        for (String word : options) {
            if (!word.equals(option)) {
                throw new WrongUsage(command + " does not know '" + word + "'; it knows " + option);
            }
        }
        return options.contains(option);
    }

    void hasNoOptions() throws WrongUsage {
        if (!options.isEmpty()) {
            throw new WrongUsage(command + " does not know '" + options.getFirst() + "'");
        }
    }
}
