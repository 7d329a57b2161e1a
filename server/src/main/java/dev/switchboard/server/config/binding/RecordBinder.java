// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config.binding;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import dev.switchboard.server.config.value.Secret;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Fills a record from a section of a configuration and reports everything that is wrong at once.
 *
 * <p>A component's name with dashes is its key. Its type says what is expected: texts, numbers,
 * booleans, durations, sizes, rates, secrets, paths, addresses and enums; lists (a text stands for
 * its parts between commas); maps with any keys; optionals, for which an empty text stands for
 * nothing; and records as sections. For a secret, and for a text of a plugin, {@code { file = … }}
 * stands for the content of that file. Unknown keys are mistakes, and so is what a compact
 * constructor throws.
 *
 * <p>Where a value is wrong, the default stands in for it, so that the constructor can still judge
 * the others; the record that comes out is thrown away.
 */
public final class RecordBinder {
    private final KnownKeys knownKeys;
    private final Mistakes mistakes = new Mistakes();

    private RecordBinder(KnownKeys knownKeys) {
        this.knownKeys = knownKeys;
    }

    /**
     * Fills a record.
     *
     * @param section all values, those of {@code defaults} included
     * @param defaults what stands in for wrong values
     * @param path where the section stands, as in {@code plugins.chat}; empty for the whole
     */
    public static <T extends Record> T bind(
            Class<T> type, Config section, Config defaults, String path)
            throws ConfigurationException {
        RecordBinder binder = new RecordBinder(new KnownKeys(type, path));
        Object bound = binder.section(type, path, section.root(), defaults.root());
        if (bound == null || !binder.mistakes.isEmpty()) {
            throw new ConfigurationException(binder.mistakes.all());
        }
        return type.cast(bound);
    }

    private @Nullable Object section(
            Class<?> type, String path, ConfigObject section, ConfigObject defaults) {
        knownKeys.check(type, path, section, mistakes);
        RecordComponent[] components = type.getRecordComponents();
        Object[] arguments = new Object[components.length];
        boolean complete = true;
        for (int index = 0; index < components.length; index++) {
            RecordComponent component = components[index];
            ConfigValue standIn = defaults.get(Key.of(component));
            Object argument = component(component, path, section, standIn);
            if (argument == null && standIn != null) {
                argument = new RecordBinder(knownKeys).component(component, path, defaults, null);
            }
            if (argument == null) {
                complete = false;
            } else {
                arguments[index] = argument;
            }
        }
        return complete
                ? new Construction(type, path, section, defaults, mistakes).of(arguments)
                : null;
    }

    /** Reads the value of a component; null says that a mistake has been noted. */
    private @Nullable Object component(
            RecordComponent component,
            String path,
            ConfigObject section,
            @Nullable ConfigValue standIn) {
        String key = Key.of(component);
        String fullPath = Key.join(path, key);
        ConfigValue value = section.get(key);
        if (value != null && value.valueType() != ConfigValueType.NULL) {
            return value(component.getGenericType(), fullPath, value, standIn);
        }
        if (component.getType() == Optional.class) {
            return Optional.empty();
        }
        Optional<Scalar> scalar = Scalar.of(component.getType());
        if (scalar.isEmpty()
                && component.getGenericType() instanceof Class<?> plain
                && !plain.isRecord()) {
            throw unbindable(plain, fullPath);
        }
        String expected = scalar.map(known -> "; expected " + known.expected()).orElse("");
        mistakes.noteKey(
                fullPath,
                value == null ? section : value,
                "missing" + expected + knownKeys.placeForDefaults());
        return null;
    }

    private @Nullable Object value(
            Type type, String path, ConfigValue value, @Nullable ConfigValue standIn) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            return switch (generic.getRawType().getTypeName()) {
                case "java.util.Optional" -> optional(arguments[0], path, value);
                case "java.util.List" -> list(arguments[0], path, value);
                case "java.util.Map" -> map(arguments[1], path, value);
                default -> throw unbindable(type, path);
            };
        }
        if (!(type instanceof Class<?> plain)) {
            throw unbindable(type, path);
        }
        Optional<Scalar> scalar = Scalar.of(plain);
        if (scalar.isPresent()) {
            return scalar(plain, scalar.get(), path, value);
        }
        if (!plain.isRecord()) {
            throw unbindable(type, path);
        }
        if (!(value instanceof ConfigObject section)) {
            mistakes.noteValue(path, value, "not a section; write " + path + " { … }");
            return null;
        }
        ConfigObject defaults = standIn instanceof ConfigObject object ? object : section;
        return section(plain, path, section, defaults);
    }

    private @Nullable Object scalar(Class<?> type, Scalar scalar, String path, ConfigValue value) {
        String explanation = "not a single value; expected " + scalar.expected();
        boolean isElsewhere = mayBeElsewhere(type) && Written.isFile(value);
        if (isElsewhere || (!(value instanceof ConfigObject) && !(value instanceof ConfigList))) {
            try {
                return scalar.reader()
                        .apply(isElsewhere ? Written.content(value) : Written.text(value));
            } catch (IllegalArgumentException unreadable) {
                explanation = String.valueOf(unreadable.getMessage());
            }
        }
        String found = type == Secret.class && !isElsewhere ? Secret.MASK : Written.quote(value);
        mistakes.note(new Mistake(Place.of(value), path, found, explanation));
        return null;
    }

    /** Plugins have no type for secrets: any of their texts may be one. */
    private boolean mayBeElsewhere(Class<?> type) {
        return type == Secret.class || (type == String.class && knownKeys.areOfPlugin());
    }

    private @Nullable Object optional(Type type, String path, ConfigValue value) {
        if (Written.isEmpty(value)) {
            return Optional.empty();
        }
        Object present = value(type, path, value, null);
        return present == null ? null : Optional.of(present);
    }

    private @Nullable Object list(Type type, String path, ConfigValue value) {
        if (value instanceof ConfigObject) {
            mistakes.noteValue(path, value, "not a list; write " + path + " = [ … ]");
            return null;
        }
        List<? extends ConfigValue> elements =
                value instanceof ConfigList list ? list : Written.parts(value);
        List<Object> read = new ArrayList<>();
        for (int index = 0; index < elements.size(); index++) {
            Object element = value(type, path + "[" + index + "]", elements.get(index), null);
            if (element != null) {
                read.add(element);
            }
        }
        return read.size() == elements.size() ? List.copyOf(read) : null;
    }

    private @Nullable Object map(Type type, String path, ConfigValue value) {
        if (!(value instanceof ConfigObject section)) {
            mistakes.noteValue(path, value, "not a section; write " + path + " { … }");
            return null;
        }
        Map<String, ConfigValue> entries = entries(type, section);
        Map<String, Object> read = new LinkedHashMap<>();
        entries.forEach((key, entry) -> {
            Object element = value(type, Key.join(path, key), entry, null);
            if (element != null) {
                read.put(key, element);
            }
        });
        return read.size() == entries.size() ? Collections.unmodifiableMap(read) : null;
    }

    /**
     * The entries of a map. HOCON reads an unquoted {@code org.example = warn} as a section in a
     * section; where single values are expected, the names are put together again.
     */
    private static Map<String, ConfigValue> entries(Type type, ConfigObject section) {
        boolean single = type instanceof Class<?> plain && Scalar.of(plain).isPresent();
        Map<String, ConfigValue> entries = new LinkedHashMap<>();
        section.forEach((key, value) -> {
            if (single && value instanceof ConfigObject inner) {
                entries(type, inner).forEach((rest, leaf) -> entries.put(key + "." + rest, leaf));
            } else {
                entries.put(key, value);
            }
        });
        return entries;
    }

    private static IllegalArgumentException unbindable(Type type, String path) {
        return new IllegalArgumentException(
                path + ": the type " + type.getTypeName() + " cannot be read from a file");
    }
}
