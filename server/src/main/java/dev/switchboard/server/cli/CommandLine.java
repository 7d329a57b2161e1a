// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.cli;

import dev.switchboard.server.config.LoggingSettings;
import java.io.Serial;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The words after the name of the program, understood.
 *
 * @param command what to do
 * @param folders where
 * @param options words for this command alone, as in {@code config --changed}
 */
public record CommandLine(String command, Folders folders, List<String> options) {

    /** Words that mean nothing; the message says which. */
    public static final class WrongUsage extends Exception {
        @Serial private static final long serialVersionUID = 1;

        WrongUsage(String message) {
            super(message);
        }
    }

    static final String BACKGROUND = "--background";

    private enum Folder {
        HOME,
        CONF,
        DATA,
        LOGS,
        RUN
    }

    public CommandLine {
        options = List.copyOf(options);
    }

    public static CommandLine parse(List<String> words) throws WrongUsage {
        Map<Folder, Path> named = new EnumMap<>(Folder.class);
        List<String> rest = new ArrayList<>();
        Iterator<String> each = words.iterator();
        while (each.hasNext()) {
            String word = each.next();
            Folder folder = folderNamedBy(word);
            if (folder == null) {
                rest.add(word);
            } else if (each.hasNext()) {
                named.put(folder, Path.of(each.next()).toAbsolutePath().normalize());
            } else {
                throw new WrongUsage(word + " needs a folder");
            }
        }
        if (rest.isEmpty()) {
            throw new WrongUsage("a command is missing");
        }
        return new CommandLine(rest.getFirst(), folders(named), rest.subList(1, rest.size()));
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

    private static @Nullable Folder folderNamedBy(String word) {
        for (Folder folder : Folder.values()) {
            if (word.equals("--" + folder.name().toLowerCase(Locale.ROOT))) {
                return folder;
            }
        }
        return null;
    }

    private static Folders folders(Map<Folder, Path> named) {
        Folders usual = Folders.in(named.getOrDefault(Folder.HOME, Path.of("").toAbsolutePath()));
        return new Folders(
                usual.home(),
                named.getOrDefault(Folder.CONF, usual.conf()),
                named.getOrDefault(Folder.DATA, usual.data()),
                named.getOrDefault(Folder.LOGS, usual.logs()),
                named.getOrDefault(Folder.RUN, usual.run()));
    }
}
