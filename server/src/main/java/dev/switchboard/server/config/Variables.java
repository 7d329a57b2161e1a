// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import dev.switchboard.server.text.Spelling;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The variables of the environment as a configuration sees them.
 *
 * @param environment their texts by name
 */
record Variables(Map<String, String> environment) {
    private static final String OURS = "SWITCHBOARD_";

    /** What the launcher asks for; no key stands behind these. */
    private static final List<String> LAUNCHER =
            List.of(
                    "CONF",
                    "LOGS",
                    "RUN",
                    "AOT",
                    "JAVA_HOME",
                    "JAVA_OPTS",
                    "BENCH_JAVA_OPTS",
                    "START_TIMEOUT",
                    "STOP_TIMEOUT",
                    "ADMIN_CLIENT_CERTIFICATE",
                    "ADMIN_CLIENT_KEY");

    // Names in capitals only: no variable can pass for a key.
    private static final Pattern NAME = Pattern.compile("[A-Z_][A-Z0-9_]*");
    private static final Pattern USE = Pattern.compile("\\$\\{\\??([A-Z_][A-Z0-9_]*)}");

    /** Those that a file may name, ready to stand in for their names. */
    Map<String, ConfigValue> values() {
        Map<String, ConfigValue> values = new HashMap<>();
        environment.forEach((name, text) -> {
            if (NAME.matcher(name).matches()) {
                values.put(name, ConfigValueFactory.fromAnyRef(text, "$" + name));
            }
        });
        return values;
    }

    /** The keys that variables have, and no sections around the others. */
    Config settings() {
        Config variables = ConfigValueFactory.fromMap(values()).toConfig();
        Config settings = ConfigFactory.empty();
        for (Map.Entry<String, ConfigValue> set :
                BuiltIn.environment().resolveWith(variables).entrySet()) {
            settings = settings.withValue(set.getKey(), set.getValue());
        }
        return settings;
    }

    /**
     * Variables that are meant for the switch and that nobody asks for, each with advice.
     *
     * @param files what may ask for them, too
     */
    SortedMap<String, String> unknown(Config files) {
        Set<String> known = used(BuiltIn.environment());
        LAUNCHER.forEach(name -> known.add(OURS + name));
        Set<String> asked = used(files);
        SortedMap<String, String> unknown = new TreeMap<>();
        for (String name : environment.keySet()) {
            if (name.startsWith(OURS) && !known.contains(name) && !asked.contains(name)) {
                unknown.put(name, Spelling.advice(name, known));
            }
        }
        return unknown;
    }

    private static Set<String> used(Config config) {
        Set<String> names = new TreeSet<>();
        Matcher use = USE.matcher(config.root().render(ConfigRenderOptions.concise()));
        while (use.find()) {
            names.add(use.group(1));
        }
        return names;
    }
}
