// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config.binding;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;

/** The keys that a settings record knows, its sections unfolded, in the order of the record. */
public final class Schema {
    private Schema() {}

    /**
     * One key.
     *
     * @param path as in {@code messages.max-size}
     * @param component where its value goes
     */
    public record Entry(String path, RecordComponent component) {}

    public static List<Entry> of(Class<?> type) {
        List<Entry> entries = new ArrayList<>();
        collect(type, "", entries);
        return List.copyOf(entries);
    }

    /** Whether a component is a section with keys of its own. */
    public static boolean isSection(RecordComponent component) {
        return isSection(component.getType());
    }

    static boolean isSection(Class<?> type) {
        return type.isRecord() && Scalar.of(type).isEmpty();
    }

    private static void collect(Class<?> type, String section, List<Entry> entries) {
        for (RecordComponent component : type.getRecordComponents()) {
            String path = Key.join(section, Key.of(component));
            if (isSection(component)) {
                collect(component.getType(), path, entries);
            } else {
                entries.add(new Entry(path, component));
            }
        }
    }
}
