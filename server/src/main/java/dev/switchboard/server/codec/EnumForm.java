// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.codec;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The form of an enum: its constants' names in lower case. */
final class EnumForm implements Form {
    private final Map<String, Object> constants = new LinkedHashMap<>();

    EnumForm(Class<?> type) {
        for (Object constant : type.getEnumConstants()) {
            if (constants.put(wireName(constant), constant) != null) {
                throw new IllegalArgumentException(
                        type.getName()
                                + " has two constants that are both spelled "
                                + wireName(constant));
            }
        }
    }

    @Override
    public Object read(MessageParser reading) {
        Object constant = constants.get(reading.string());
        if (constant == null) {
            throw reading.wrongValue("must be " + description());
        }
        return constant;
    }

    @Override
    public void write(JsonText out, Object value) {
        out.string(wireName(value));
    }

    @Override
    public String description() {
        return "one of " + String.join(", ", constants.keySet());
    }

    @Override
    public String example() {
        return "\"" + constants.keySet().iterator().next() + "\"";
    }

    private static String wireName(Object constant) {
        return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT);
    }
}
