// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.codec;

import static java.lang.invoke.MethodType.methodType;

import dev.switchboard.api.Doc;
import dev.switchboard.server.codec.Field.Presence;
import dev.switchboard.server.config.binding.Components;
import java.lang.annotation.Annotation;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the form of a Java type. One object serves one message type: it remembers which records it
 * is inside, since a record that contains itself would have no end.
 */
final class Forms {
    private final Deque<Class<?>> inside = new ArrayDeque<>();

    /**
     * The form of a record.
     *
     * @param envelope names that belong to what the record is in
     * @param taken names that no component may have
     * @throws IllegalArgumentException if some component has no form
     */
    RecordForm record(Class<?> type, List<String> envelope, List<String> taken) {
        if (inside.contains(type)) {
            throw new IllegalArgumentException(
                    type.getName() + " contains itself; make the inner one a Json");
        }
        inside.push(type);
        var names = new HashSet<String>();
        var fields = new ArrayList<Field>();
        for (RecordComponent component : type.getRecordComponents()) {
            Field field = field(component);
            if (taken.contains(field.name())) {
                throw wrong(
                        component, "is spelled " + field.name() + ", which the switch itself uses");
            }
            if (!names.add(field.name())) {
                throw wrong(component, "is spelled " + field.name() + ", as another one is");
            }
            fields.add(field);
        }
        inside.pop();
        return new RecordForm(fields, envelope, constructor(type));
    }

    private Field field(RecordComponent component) {
        Type type = component.getGenericType();
        boolean isOptional = component.getType() == Optional.class;
        Presence presence = Presence.REQUIRED;
        if (isOptional) {
            presence = Presence.OPTIONAL;
        } else if (isNullable(component)) {
            presence = Presence.NULLABLE;
        }
        return Field.of(
                component.getName(),
                presence,
                form(component, isOptional ? argument(component, type, 0) : type),
                Optional.ofNullable(component.getAnnotation(Doc.class)).map(Doc::value),
                accessor(component));
    }

    private Form form(RecordComponent component, Type type) {
        if (type instanceof ParameterizedType generic) {
            if (generic.getRawType() == List.class) {
                return new ListForm(form(component, argument(component, type, 0)));
            }
            if (generic.getRawType() == Map.class && argument(component, type, 0) == String.class) {
                return new MapForm(form(component, argument(component, type, 1)));
            }
        } else if (type instanceof Class<?> plain) {
            if (plain.isRecord()) {
                return record(plain, List.of(), List.of());
            }
            if (plain.isEnum()) {
                return new EnumForm(plain);
            }
            return ScalarForm.of(plain).orElseThrow(() -> hasNoForm(component, type));
        }
        throw hasNoForm(component, type);
    }

    private static Type argument(RecordComponent component, Type type, int index) {
        if (type instanceof ParameterizedType generic) {
            return generic.getActualTypeArguments()[index];
        }
        throw hasNoForm(component, type);
    }

    /** Any annotation of this name will do, as for all who read it. */
    private static boolean isNullable(RecordComponent component) {
        return Stream.<AnnotatedElement>of(component, component.getAnnotatedType())
                .flatMap(element -> Arrays.stream(element.getAnnotations()))
                .map(Annotation::annotationType)
                .anyMatch(annotation -> annotation.getSimpleName().equals("Nullable"));
    }

    private static LateHandle accessor(RecordComponent component) {
        Method accessor = component.getAccessor();
        accessor.setAccessible(true); // records need not be public
        return new LateHandle(() ->
                MethodHandles.lookup()
                        .unreflect(accessor)
                        .asType(methodType(Object.class, Record.class)));
    }

    private static LateHandle constructor(Class<?> type) {
        Constructor<?> canonical = Components.constructor(type);
        return new LateHandle(() ->
                MethodHandles.lookup()
                        .unreflectConstructor(canonical)
                        .asSpreader(Object[].class, canonical.getParameterCount())
                        .asType(methodType(Record.class, Object[].class)));
    }

    private static IllegalArgumentException hasNoForm(RecordComponent component, Type type) {
        return wrong(component, "has no JSON form: " + type.getTypeName());
    }

    private static IllegalArgumentException wrong(RecordComponent component, String why) {
        return new IllegalArgumentException(
                "component %s of %s %s"
                        .formatted(
                                component.getName(),
                                component.getDeclaringRecord().getName(),
                                why));
    }
}
