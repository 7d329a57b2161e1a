// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;

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
        return ConfigFactory.parseResources(
                BuiltIn.class,
                name,
                ConfigParseOptions.defaults().setAllowMissing(false).setOriginDescription(name));
    }
}
