// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.jwt.command;

import dev.switchboard.plugin.jwt.AuthJwtPlugin;
import dev.switchboard.plugin.jwt.JwtSettings;
import dev.switchboard.server.config.Configuration;
import dev.switchboard.server.config.ConfigurationSources;
import dev.switchboard.server.config.binding.ConfigurationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;

/** The settings of the plugin, read as the switch reads them, with the same words on mistakes. */
final class Configured {

    private static final String ID = "auth-jwt";

    private Configured() {}

    static JwtSettings settings(Path conf) throws ConfigurationException, IOException {
        try (var in = AuthJwtPlugin.class.getResourceAsStream("/reference.conf")) {
            var reference =
                    new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return Configuration.load(ConfigurationSources.in(conf))
                    .plugin(ID, reference)
                    .bind(JwtSettings.class);
        }
    }
}
