// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.plugin;

import dev.switchboard.api.MessagePlugin;
import java.util.Set;

/**
 * What plugins share with the switch: the API, and what its signatures and everybody's logging
 * need. Of these packages all plugins share the same classes. Plugins see nothing else of the
 * switch, so they do not depend on its libraries.
 */
final class SharedPackages {

    /** Where the switch itself comes from. */
    static final ClassLoader SWITCH = MessagePlugin.class.getClassLoader();

    /** In words, for errors. */
    static final String WORDS = "dev.switchboard.api, org.jspecify.annotations and org.slf4j";

    private static final Set<String> PACKAGES =
            Set.of(
                    "dev.switchboard.api",
                    "org.jspecify.annotations",
                    "org.slf4j",
                    "org.slf4j.event",
                    "org.slf4j.helpers",
                    "org.slf4j.spi");

    private SharedPackages() {}

    /** Whether a class comes from the switch, and from nowhere else. */
    static boolean contain(String className) {
        int end = className.lastIndexOf('.');
        return end > 0 && PACKAGES.contains(className.substring(0, end));
    }

    /** What to say when a class is found nowhere. */
    static String missing(String className, String loader) {
        boolean isHidden = SWITCH.getResource(className.replace('.', '/') + ".class") != null;
        return isHidden
                ? "%s: the switch has it, but plugins see of the switch only %s; put the library into the folder of %s"
                        .formatted(className, WORDS, loader)
                : "%s: not in the folder of %s".formatted(className, loader);
    }
}
