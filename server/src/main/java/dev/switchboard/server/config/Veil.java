// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import dev.switchboard.server.config.value.Secret;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Hides what is probably secret: a value whose key or variable has a name such as {@code password},
 * and the user and password in an address. Looks into sections and lists.
 */
final class Veil {
    private static final Pattern TELLING =
            Pattern.compile(
                    "(?i).*(password|passphrase|passwd|pwd|secret|token|credential|(api|private|access)[._-]?key|(^|[._-])(keys?|pass|auth)$).*");

    /** The name of a file is no secret, whatever the file holds. */
    private static final Pattern NAMES_A_FILE = Pattern.compile("(?i).*[._-]file$");

    private Veil() {}

    /** A secret. An empty one is not secret, and should be seen. */
    static ConfigValue over(ConfigValue secret) {
        return "".equals(secret.unwrapped()) ? secret : ConfigValueFactory.fromAnyRef(Secret.MASK);
    }

    /** Whatever stands at a key. */
    static ConfigValue over(String path, ConfigValue value) {
        if (value instanceof ConfigObject section) {
            Map<String, ConfigValue> veiled = new TreeMap<>();
            section.forEach((key, inner) -> veiled.put(key, over(path + "." + key, inner)));
            return ConfigValueFactory.fromMap(veiled);
        }
        boolean isTelling =
                (TELLING.matcher(path).matches() && !NAMES_A_FILE.matcher(path).matches())
                        || (value.origin().description().startsWith("$")
                                && TELLING.matcher(value.origin().description()).matches());
        if (isTelling) {
            return over(value);
        }
        if (value instanceof ConfigList list) {
            return ConfigValueFactory.fromIterable(
                    list.stream().map(element -> over(path, element)).toList());
        }
        return value.valueType() == ConfigValueType.STRING
                ? ConfigValueFactory.fromAnyRef(Secret.maskInAddresses((String) value.unwrapped()))
                : value;
    }
}
