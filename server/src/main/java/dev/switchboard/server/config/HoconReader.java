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
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Reads HOCON. A file that cannot be read is noted and counts as empty, so that all broken files
 * are named together at the end. Belongs to one thread.
 */
public final class HoconReader {
    private static final Pattern REMARK = Pattern.compile("(?s) \\(if you (intended|want) .*");
    private static final String OPEN_SECTION =
            "the file ends within a section; a } is missing somewhere above";

    private final List<Mistake> mistakes = new ArrayList<>();
    private final List<Mistake> warnings = new ArrayList<>();

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
        Optional<String> text = read(file, shown);
        if (text.isEmpty()) {
            return ConfigFactory.empty();
        }
        BiConsumer<String, Boolean> missing =
                (name, isRequired) ->
                        (isRequired ? mistakes : warnings)
                                .add(
                                        new Mistake(
                                                including(name, shown, text.get()),
                                                "",
                                                "",
                                                "includes " + name + ": no such file"));
        // By its name, not as a text: files that it includes are sought beside it.
        return attempt(() ->
                ConfigFactory.parseFile(
                        Path.of(shown).toFile(),
                        options().setIncluder(new Includes(missing, null))));
    }

    /** The text of a file; empty, with a note, if it is in no encoding that would be understood. */
    private Optional<String> read(Path file, String shown) {
        try {
            String text = Files.readString(file);
            if (text.indexOf('\0') < 0) {
                return Optional.of(text);
            }
            note(new Place(shown, 0), "not UTF-8; save the file in that encoding");
        } catch (CharacterCodingException otherEncoding) {
            note(new Place(shown, 0), "not UTF-8; save the file in that encoding");
        } catch (IOException unreadable) {
            note(new Place(shown, 0), "cannot be read: " + unreadable.getMessage());
        }
        return Optional.empty();
    }

    private static Place including(String name, String shown, String text) {
        List<String> lines = text.lines().toList();
        for (int index = 0; index < lines.size(); index++) {
            if (lines.get(index).contains("include") && lines.get(index).contains(name)) {
                return new Place(shown, index + 1);
            }
        }
        return new Place(shown, 0); // a file that it includes does
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
                message.startsWith("expecting a close parentheses")
                        ? OPEN_SECTION
                        : REMARK.matcher(message).replaceFirst(""));
    }

    /** Notes what is allowed, but hardly meant. */
    void warn(Place place, String explanation) {
        warnings.add(new Mistake(place, "", "", explanation));
    }

    List<Mistake> warnings() {
        return List.copyOf(warnings);
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
    static Path shown(Path file) {
        Path here = Path.of("").toAbsolutePath();
        Path there = file.toAbsolutePath().normalize();
        return here.getNameCount() > 0 && there.startsWith(here) ? here.relativize(there) : there;
    }
}
