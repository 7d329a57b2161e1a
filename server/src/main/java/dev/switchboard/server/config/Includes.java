// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigObject;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells of included files that are not there. HOCON ignores them silently. That is right for a file
 * that may be missing, but it hides a misspelt name.
 *
 * @param missing gets the name of such a file, and whether it was required
 * @param next does the work; the library names it before it asks for anything
 */
record Includes(BiConsumer<String, Boolean> missing, @Nullable ConfigIncluder next)
        implements ConfigIncluder {
    @Override
    public ConfigIncluder withFallback(ConfigIncluder fallback) {
        return new Includes(missing, fallback);
    }

    @Override
    public ConfigObject include(ConfigIncludeContext context, String what) {
        var asked = context.parseOptions();
        if (next == null) {
            throw new IllegalStateException("the library has not said who does the work");
        }
        try {
            return next.include(context.setParseOptions(asked.setAllowMissing(false)), what);
        } catch (ConfigException.IO unreadable) {
            missing.accept(what, !asked.getAllowMissing());
            return ConfigFactory.empty().root();
        }
    }
}
