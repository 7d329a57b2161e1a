// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import dev.switchboard.server.config.binding.Key;
import dev.switchboard.server.config.binding.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Writes {@code docs/CONFIGURATION.md} out of {@code reference.conf} and the settings records. */
final class ReferencePage {
    private static final Pattern VARIABLE =
            Pattern.compile("(?m)^([a-z0-9.-]+) = \\$\\{\\?([A-Z0-9_]+)}$");

    private static final String INTRODUCTION =
            """
            # Configuration

            <!-- Generated from reference.conf. To change it, change that file and run:
            ./mvnw -q -pl server -am test -Dtest=ReferencePageTest -Dregenerate=true -Dsurefire.failIfNoSpecifiedTests=false -->

            Settings stand in `conf/switchboard.conf`, in [HOCON](https://github.com/lightbend/config/blob/main/HOCON.md):
            JSON that people can write, with comments, without commas and with most quotes left out. The file holds
            only what differs from the defaults below. `messages.rate = 20/s` and `messages { rate = 20/s }` mean the same.

            | Command | |
            |---|---|
            | `bin/switchboard validate` | checks all files and names every mistake with its line, and what is allowed but probably a mistake; then starts and stops each plugin, with an empty data folder that is deleted, and lets nobody in |
            | `bin/switchboard config` | prints the values that follow from the files and your environment, those of plugins too, and where each comes from; secrets are masked. What a running switch has in force is at `/config` of its admin port |
            | `bin/switchboard reload` | applies what has changed to the running switch; with any mistake in the files nothing changes |

            A setting marked ⟳ is read at the start only; `reload` says so when it has changed. All others change while
            the switch runs, all at once.

            **Values.** Sizes are written like `64 KiB` (`B`, `KiB`, `MiB`, `GiB`), durations like `25s` (`ms`, `s`, `m`, `h`, `d`),
            rates like `50/s`, `30/min` or `10/10s`. Paths that are not absolute start at the home folder of the switch.
            Unknown keys are mistakes, so that a misspelled limit is not silently the default.

            **What wins.** From the strongest to the weakest:

            1. the variables of the environment that are named below; lists are written with commas
            2. `conf/plugins.d/<id>.conf`, which holds the section of one plugin
            3. `conf/switchboard.conf`
            4. the defaults

            **Secrets** may stand in files of their own, as containers mount them: `password = { file = /run/secrets/keystore }`. That holds
            for passwords of the switch and for all texts in sections of plugins. The path is absolute; the end of the last line
            does not count. A file that everybody may read is refused: mount it with the mode 0440 or 0400. It is read at the start and by a `reload`.

            Any other variable can be used by name: `password = ${KEYSTORE_PASSWORD}`. A variable that begins with `SWITCHBOARD_`
            and that nobody asks for is a warning. The same key twice in one file is no mistake in HOCON: the last one wins. Nor is
            `include "name.conf"` of a file that is not there, but `validate` and the start warn of it, and with `include
            required("name.conf")` it is a mistake.

            """;

    private static final String OF_PLUGINS =
            """
            ## Settings of plugins

            A section in `plugins` belongs to the plugin of its name. It can stand in `conf/switchboard.conf`

            ```
            plugins.rooms { members-only = false }
            ```

            or in a file of its own, `conf/plugins.d/rooms.conf`, without the name in front of it:

            ```
            members-only = false
            ```

            The keys are the plugin's: `bin/switchboard config` shows them with their defaults, those of your own plugins too. Mistakes
            are reported in the same way. Settings for a plugin that is not there are a warning.

            These are the keys of the plugins that come with the switch. Other keys for them are mistakes. All need a restart.

            | Key | Default | Meaning |
            |---|---|---|
            """;

    private static final Path PLUGINS = Path.of("..", "plugins");

    private final StringBuilder page = new StringBuilder();
    private final Map<String, String> variables = variables();

    private ReferencePage() {}

    static String markdown() {
        ReferencePage reference = new ReferencePage();
        reference.page.append(INTRODUCTION);
        reference.section(Settings.class, BuiltIn.reference().root(), "", false);
        reference.page.append(OF_PLUGINS);
        reference.plugins();
        return reference.page.toString();
    }

    /** The variables of the environment by the keys that they stand for. */
    static Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        Matcher matcher = VARIABLE.matcher(text(BuiltIn.ENVIRONMENT));
        while (matcher.find()) {
            variables.put(matcher.group(1), matcher.group(2));
        }
        return variables;
    }

    /** The keys of a section as they follow each other in the file. */
    static List<String> inOrder(ConfigObject section) {
        return section.entrySet().stream()
                .sorted(Comparator.comparingInt(entry -> entry.getValue().origin().lineNumber()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private void section(Class<?> type, ConfigObject section, String path, boolean frozen) {
        List<RecordComponent> components = List.of(type.getRecordComponents());
        List<RecordComponent> keys =
                components.stream().filter(component -> !Schema.isSection(component)).toList();
        if (!keys.isEmpty()) {
            page.append("| Key | Default | Meaning |\n|---|---|---|\n");
            keys.forEach(key -> row(key, section, path, frozen));
            page.append('\n');
        }
        for (RecordComponent component : components) {
            if (Schema.isSection(component)) {
                String full = Key.join(path, Key.of(component));
                ConfigObject inner = (ConfigObject) section.get(Key.of(component));
                page.append(path.isEmpty() ? "## " : "### ")
                        .append('`')
                        .append(full)
                        .append("`\n\n");
                page.append(explanation(inner)).append("\n\n");
                section(component.getType(), inner, full, frozen || isFrozen(component));
            }
        }
    }

    private void row(RecordComponent component, ConfigObject section, String path, boolean frozen) {
        ConfigValue value = section.get(Key.of(component));
        String key = Key.join(path, Key.of(component));
        String mark = frozen || isFrozen(component) ? " ⟳" : "";
        page.append("| `%s`%s | `%s` | ".formatted(key, mark, written(value)));
        page.append(explanation(value).replace("|", "\\|"));
        if (variables.containsKey(key)) {
            page.append(" Environment: `").append(variables.get(key)).append("`.");
        }
        page.append(" |\n");
    }

    private void plugins() {
        try (Stream<Path> folders = Files.list(PLUGINS)) {
            for (Path folder : folders.sorted().toList()) {
                Path file = folder.resolve("src/main/resources").resolve(BuiltIn.REFERENCE);
                if (Files.exists(file)) {
                    plugin(
                            "plugins." + folder.getFileName(),
                            ConfigFactory.parseFile(file.toFile()).root());
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** A section with keys of its own has a row for each of them. */
    private void plugin(String path, ConfigObject section) {
        for (String key : inOrder(section)) {
            ConfigValue value = section.get(key);
            if (value instanceof ConfigObject inner && !inner.isEmpty()) {
                plugin(path + "." + key, inner);
            } else {
                page.append(
                        "| `%s.%s` | `%s` | %s |\n"
                                .formatted(path, key, written(value), explanation(value)));
            }
        }
    }

    private static boolean isFrozen(RecordComponent component) {
        return component.isAnnotationPresent(NeedsRestart.class);
    }

    private static String explanation(ConfigValue value) {
        return String.join(" ", value.origin().comments().stream().map(String::strip).toList());
    }

    private static String written(ConfigValue value) {
        String written = value.render(ConfigRenderOptions.concise());
        boolean quoted = written.startsWith("\"") && written.length() > 2;
        return quoted ? written.substring(1, written.length() - 1) : written;
    }

    private static String text(String resource) {
        try (InputStream in = BuiltIn.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
