// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.result;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes records of what {@link RecordWriter} wrote. */
final class RecordReader {
    private RecordReader() {}

    static <R extends Record> R read(Class<R> type, Map<?, ?> object) {
        RecordComponent[] components = type.getRecordComponents();
        @Nullable Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            String key = Components.key(components[i]);
            values[i] = value(key, components[i].getGenericType(), object.get(key));
        }
        return make(type, components, values);
    }

    private static @Nullable Object value(String key, Type type, @Nullable Object json) {
        if (type instanceof ParameterizedType generic) {
            return generic.getRawType() == List.class
                    ? list(key, generic.getActualTypeArguments()[0], json)
                    : map(key, generic.getActualTypeArguments()[1], json);
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isPrimitive() && json == null) {
            return plain == boolean.class ? (Object) false : number(plain, 0L);
        }
        return switch (json) {
            case null -> plain == String.class ? "" : null;
            case Map<?, ?> object when plain.isRecord() ->
                    read(plain.asSubclass(Record.class), object);
            case List<?> pair when plain.isRecord() -> pair(plain.asSubclass(Record.class), pair);
            case Number number -> number(plain, number);
            case String text when plain == Instant.class -> Instant.parse(text);
            case String text when plain == String.class -> text;
            case Boolean is when plain == boolean.class -> is;
            default ->
                    throw new IllegalArgumentException(
                            "not a result: %s is %s".formatted(key, json));
        };
    }

    private static Object number(Class<?> type, Number number) {
        if (type == int.class || type == Integer.class) {
            return number.intValue();
        } else if (type == long.class || type == Long.class) {
            return number.longValue();
        } else {
            return number.doubleValue();
        }
    }

    private static List<?> list(String key, Type element, @Nullable Object json) {
        return json instanceof List<?> list
                ? list.stream().map(each -> value(key, element, each)).toList()
                : List.of();
    }

    private static Map<String, ?> map(String key, Type element, @Nullable Object json) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        if (json instanceof Map<?, ?> object) {
            object.forEach((name, each) -> map.put((String) name, value(key, element, each)));
        }
        return map;
    }

    private static <R extends Record> R pair(Class<R> type, List<?> pair) {
        RecordComponent[] components = type.getRecordComponents();
        if (pair.size() != components.length) {
            throw new IllegalArgumentException("not a result: %s for a pair".formatted(pair));
        }
        @Nullable Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            values[i] = value(components[i].getName(), components[i].getType(), pair.get(i));
        }
        return make(type, components, values);
    }

    private static <R extends Record> R make(
            Class<R> type, RecordComponent[] components, @Nullable Object[] values) {
        try {
            Class<?>[] types =
                    Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            Constructor<R> constructor = type.getDeclaredConstructor(types);
            return constructor.newInstance(values);
        } catch (InvocationTargetException refused) {
            throw new IllegalArgumentException("not a result: " + refused.getCause(), refused);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("a record that cannot be made", impossible);
        }
    }
}
