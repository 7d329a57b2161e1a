// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config.binding;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import dev.switchboard.server.config.value.Secret;
import dev.switchboard.server.config.value.SecretFile;
import dev.switchboard.server.config.value.Span;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A value as it is written in a file. */
public final class Written {
    private static final int LONGEST_QUOTE = 60;
    private static final String NOTHING = "\"\"";
    private static final String FILE = "file";

    private Written() {}

    /** A value that has a type. */
    public static String print(Object value) {
        return switch (value) {
            case Duration duration -> Span.print(duration);
            case Enum<?> constant -> Key.of(constant);
            case Optional<?> optional -> optional.isPresent() ? print(optional.get()) : NOTHING;
            default -> value.toString();
        };
    }

    /** A single value as a text. Numbers keep their spelling: the version 1.10 is not 1.1. */
    static String text(ConfigValue value) {
        return value.atKey("value").getString("value");
    }

    /** Whether a value only says which file holds it. */
    static boolean isFile(ConfigValue value) {
        return value instanceof ConfigObject section
                && section.keySet().equals(Set.of(FILE))
                && section.unwrapped().get(FILE) instanceof String;
    }

    /**
     * The content of the file that a value names.
     *
     * @throws IllegalArgumentException if it cannot be used, with a sentence for the operator
     */
    static String content(ConfigValue value) {
        return SecretFile.read(Path.of(((ConfigObject) value).toConfig().getString(FILE)));
    }

    /** A value of any kind in one short line, for an error. */
    static String quote(ConfigValue value) {
        String rendered =
                value.valueType() == ConfigValueType.NUMBER
                        ? text(value)
                        : Secret.maskInAddresses(value.render(ConfigRenderOptions.concise()));
        return rendered.length() <= LONGEST_QUOTE
                ? rendered
                : rendered.substring(0, LONGEST_QUOTE) + "…";
    }

    static boolean isEmpty(ConfigValue value) {
        return value.valueType() == ConfigValueType.STRING && text(value).isEmpty();
    }

    /** The parts of a text between its commas, so that an environment variable can hold a list. */
    static List<ConfigValue> parts(ConfigValue value) {
        return Stream.of(text(value).split(",", -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .map(ConfigValueFactory::fromAnyRef)
                .map(part -> part.withOrigin(value.origin()))
                .toList();
    }
}
