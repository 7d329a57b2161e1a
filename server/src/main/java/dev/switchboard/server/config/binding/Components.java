// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config.binding;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;

/** Takes records apart and puts them together. */
public final class Components {
    private Components() {}

    /** The value of one component. */
    public static Object value(RecordComponent component, Object record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(component + " cannot be read", impossible);
        }
    }

    /** The constructor that takes a value for each component. */
    public static Constructor<?> constructor(Class<?> type) {
        Class<?>[] parameters =
                Arrays.stream(type.getRecordComponents())
                        .map(RecordComponent::getType)
                        .toArray(Class<?>[]::new);
        try {
            Constructor<?> canonical = type.getDeclaredConstructor(parameters);
            canonical.setAccessible(true); // records need not be public
            return canonical;
        } catch (NoSuchMethodException impossible) {
            throw new IllegalStateException(type.getName() + " is no record", impossible);
        }
    }

    /**
     * A record of given values, in the order of its components.
     *
     * @throws InvocationTargetException around what its constructor throws
     */
    public static Object assemble(Class<?> type, Object... values)
            throws InvocationTargetException {
        try {
            return constructor(type).newInstance(values);
        } catch (InvocationTargetException refused) {
            throw refused;
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(type.getName() + " cannot be made", impossible);
        }
    }
}
