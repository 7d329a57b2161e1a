// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config;

import dev.switchboard.server.config.binding.ConfigurationException;
import java.nio.charset.StandardCharsets;

/**
 * A file of the configuration. Whatever is in it, it gives settings, or mistakes that can be told;
 * and the settings are the same when they are read again.
 */
public final class ConfigurationFuzz {

    private ConfigurationFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        try {
            var settings = Configuration.of(text).settings();
            require(settings.equals(Configuration.of(text).settings()), "it is read in two ways");
        } catch (ConfigurationException mistakes) {
            require(!mistakes.mistakes().isEmpty(), "nothing is wrong, but it is refused");
            require(
                    mistakes.mistakes().stream().noneMatch(each -> each.toString().isBlank()),
                    "a mistake without words");
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
