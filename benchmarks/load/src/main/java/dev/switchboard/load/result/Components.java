// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.result;

import java.lang.reflect.RecordComponent;
import java.util.Locale;
import java.util.regex.Pattern;

/** What the components of records are called in JSON. */
final class Components {
    private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

    private Components() {}

    static String key(RecordComponent component) {
        Key key = component.getAnnotation(Key.class);
        return key != null
                ? key.value()
                : HUMP.matcher(component.getName()).replaceAll("_").toLowerCase(Locale.ROOT);
    }

    static boolean isPair(Class<?> type) {
        return type.isAnnotationPresent(Pair.class);
    }
}
