// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The configuration files inside the jar. They stand in this package and not at the root, where
 * each plugin has a {@code reference.conf} of its own: in tests all of them share a class path.
 */
final class BuiltIn {
    static final String REFERENCE = "reference.conf";
    static final String ENVIRONMENT = "environment.conf";

    private static final Config DEFAULTS = read(REFERENCE);

    private BuiltIn() {}

    /** Every key with its default. */
    static Config reference() {
        return DEFAULTS;
    }

    /** Which variables of the environment stand for which keys. */
    static Config environment() {
        return read(ENVIRONMENT);
    }

    private static Config read(String name) {
        try (InputStream in = BuiltIn.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing");
            }
            return ConfigFactory.parseReader(
                    new InputStreamReader(in, StandardCharsets.UTF_8),
                    ConfigParseOptions.defaults().setOriginDescription(name));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
