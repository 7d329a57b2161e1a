// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config;

import dev.switchboard.server.config.binding.Components;
import dev.switchboard.server.config.binding.Key;
import dev.switchboard.server.config.binding.Schema;
import dev.switchboard.server.config.binding.Written;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;

/**
 * Lays new settings over those in force: what may change live is taken from the new, what {@link
 * NeedsRestart} from the old.
 */
final class Difference {
    private final List<Reload.Change> changes = new ArrayList<>();
    private final Settings settings;

    /**
     * @throws IllegalArgumentException if the two do not go together
     */
    Difference(Settings inForce, Settings next) {
        this.settings = (Settings) merge(inForce, next, "", false);
    }

    /** What is in force once the difference is applied. */
    Settings settings() {
        return settings;
    }

    /** Every key that differs, in the order of the sections. */
    List<Reload.Change> changes() {
        return List.copyOf(changes);
    }

    private Object merge(Object inForce, Object next, String path, boolean frozen) {
        RecordComponent[] components = inForce.getClass().getRecordComponents();
        Object[] merged = new Object[components.length];
        for (int index = 0; index < components.length; index++) {
            RecordComponent component = components[index];
            Object old = Components.value(component, inForce);
            Object fresh = Components.value(component, next);
            String key = Key.join(path, Key.of(component));
            boolean stays = frozen || component.isAnnotationPresent(NeedsRestart.class);
            if (Schema.isSection(component)) {
                merged[index] = merge(old, fresh, key, stays);
            } else {
                merged[index] = stays ? old : fresh;
                if (!old.equals(fresh)) {
                    changes.add(
                            new Reload.Change(
                                    key, Written.print(old), Written.print(fresh), stays));
                }
            }
        }
        return assemble(inForce.getClass(), merged);
    }

    private static Object assemble(Class<?> type, Object[] values) {
        try {
            return Components.assemble(type, values);
        } catch (InvocationTargetException refused) {
            throw new IllegalArgumentException(String.valueOf(refused.getCause()), refused);
        }
    }
}
