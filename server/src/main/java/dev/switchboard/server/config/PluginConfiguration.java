// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config;

import com.typesafe.config.Config;
import dev.switchboard.server.config.binding.ConfigurationException;
import dev.switchboard.server.config.binding.RecordBinder;

/**
 * The section of one plugin, ready to become a record of the plugin. Remembers no class.
 *
 * @param path as in {@code plugins.chat}
 * @param values with the plugin's own defaults
 * @param defaults the plugin's own defaults alone
 */
public record PluginConfiguration(String path, Config values, Config defaults) {

    public <T extends Record> T bind(Class<T> type) throws ConfigurationException {
        return RecordBinder.bind(type, values, defaults, path);
    }
}
