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
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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
    private static final Pattern REMARK = Pattern.compile("(?s) \\(if you (intended|want) .*");
    private static final String OTHER_ENCODING = "not UTF-8; save the file in that encoding";
    private static final String OPEN_SECTION =
            "the file ends within a section; a } is missing somewhere above";

    private final List<Mistake> mistakes = new ArrayList<>();
    private final List<Mistake> warnings = new ArrayList<>();

    Config file(Path file) {
        String shown = shown(file).toString();
        String unreadable;
        try {
            String text = Files.readString(file);
            if (text.indexOf('\0') < 0) {
                var includes =
                        new Includes(
                                (name, isRequired) ->
                                        (isRequired ? mistakes : warnings)
                                                .add(missing(name, shown, text)),
                                null);
                // By its name, not as a text: files that it includes are sought beside it.
                return attempt(() ->
                        ConfigFactory.parseFile(
                                Path.of(shown).toFile(), options().setIncluder(includes)));
            }
            unreadable = OTHER_ENCODING;
        } catch (CharacterCodingException otherEncoding) {
            unreadable = OTHER_ENCODING;
        } catch (NoSuchFileException none) {
            unreadable = "no such file";
        } catch (AccessDeniedException denied) {
            unreadable = "this user may not read it";
        } catch (IOException failure) {
            unreadable = "cannot be read: " + failure.getMessage();
        }
        note(new Place(shown, 0), unreadable);
        return ConfigFactory.empty();
    }

    private static Mistake missing(String name, String shown, String text) {
        List<String> lines = text.lines().toList();
        int index = 0;
        while (index < lines.size()
                && !(lines.get(index).contains("include") && lines.get(index).contains(name))) {
            index++;
        }
        // If no line has it, a file that this one includes does.
        Place place = new Place(shown, index < lines.size() ? index + 1 : 0);
        return new Mistake(place, "", "", "includes " + name + ": no such file");
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

    /** Notes what is allowed, but probably a mistake. */
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
