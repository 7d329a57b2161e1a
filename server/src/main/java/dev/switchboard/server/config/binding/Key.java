// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config.binding;

import java.lang.reflect.RecordComponent;
import java.util.Locale;

/** How names in Java are spelled in a file: {@code maxSize}, {@code DROP_OLDEST}: with dashes. */
public final class Key {
    private Key() {}

    public static String of(RecordComponent component) {
        return component.getName().replaceAll("(?<=.)(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    public static String of(Enum<?> constant) {
        return constant.name().replace('_', '-').toLowerCase(Locale.ROOT);
    }

    /** The full path of a key in a section; the outermost section has no path. */
    public static String join(String section, String key) {
        return section.isEmpty() ? key : section + "." + key;
    }
}
