// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import dev.switchboard.server.config.binding.ConfigurationException;
import dev.switchboard.server.config.binding.Mistake;
import dev.switchboard.server.config.binding.Place;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Reads HOCON. A file that cannot be read is noted and counts as empty, so that all broken files
 * are named together at the end. Belongs to one thread.
 */
public final class HoconReader {
    private static final Pattern REMARK = Pattern.compile("(?s) \\(if you intended .*");

    private final List<Mistake> mistakes = new ArrayList<>();

    Config file(Path file) {
        String shown = shown(file).toString();
        if (!Files.isRegularFile(file)) {
            note(new Place(shown, 0), "no such file");
            return ConfigFactory.empty();
        }
        if (!Files.isReadable(file)) {
            note(new Place(shown, 0), "this user may not read it");
            return ConfigFactory.empty();
        }
        // By its name, not as a text: files that it includes are sought beside it.
        return attempt(() -> ConfigFactory.parseFile(Path.of(shown).toFile(), options()));
    }

    /** A text, with a name that stands for its file. */
    public Config text(String name, String text) {
        return attempt(() -> ConfigFactory.parseString(text, options().setOriginDescription(name)));
    }

    void note(Place place, String explanation) {
        mistakes.add(new Mistake(place, "", "", explanation));
    }

    /** Notes what the library complains of, without its advice, which is meant for programmers. */
    void note(ConfigException complaint) {
        ConfigOrigin origin = complaint.origin();
        String message = String.valueOf(complaint.getMessage());
        if (origin != null && message.startsWith(origin.description() + ": ")) {
            message = message.substring(origin.description().length() + 2);
        }
        note(
                origin == null ? new Place("configuration", 0) : Place.of(origin),
                REMARK.matcher(message).replaceFirst(""));
    }

    /** Throws if anything could not be read. */
    public void finish() throws ConfigurationException {
        if (!mistakes.isEmpty()) {
            throw refusal(List.of());
        }
    }

    /** Everything that could not be read, and what else is wrong. */
    ConfigurationException refusal(List<Mistake> others) {
        Set<Mistake> all = new LinkedHashSet<>(mistakes);
        all.addAll(others);
        return new ConfigurationException(all);
    }

    private Config attempt(Supplier<Config> reading) {
        try {
            return reading.get();
        } catch (ConfigException unreadable) {
            note(unreadable);
            return ConfigFactory.empty();
        }
    }

    private static ConfigParseOptions options() {
        return ConfigParseOptions.defaults().setSyntax(ConfigSyntax.CONF).setAllowMissing(false);
    }

    /** Short where the reader stands above the file, whole everywhere else. */
    private static Path shown(Path file) {
        Path here = Path.of("").toAbsolutePath();
        Path there = file.toAbsolutePath().normalize();
        return here.getNameCount() > 0 && there.startsWith(here) ? here.relativize(there) : there;
    }
}
