// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.result;

import java.io.StringWriter;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes records of records, maps, lists, texts and numbers as JSON. */
final class RecordWriter {
    /** More digits than anybody measured; fewer make files that people can read. */
    private static final MathContext DIGITS = new MathContext(7);

    private final JsonGenerator out;

    private RecordWriter(JsonGenerator out) {
        this.out = out;
    }

    static String write(Record root) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out =
                new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            new RecordWriter(out).value(root);
        }
        return text.append('\n').toString();
    }

    private void value(@Nullable Object value) {
        switch (value) {
            case null -> out.writeNull();
            case Record pair when Components.isPair(pair.getClass()) -> pair(pair);
            case Record record -> record(record);
            case Map<?, ?> map -> map(map);
            case List<?> list -> list(list);
            case String text -> out.writeString(text);
            case Instant instant -> out.writeString(instant.toString());
            case Boolean is -> out.writeBoolean(is);
            case Integer number -> out.writeNumber(number);
            case Long number -> out.writeNumber(number);
            case Double number -> number(number);
            default -> throw new IllegalArgumentException("no JSON for " + value.getClass());
        }
    }

    private void number(double number) {
        if (!Double.isFinite(number)) {
            out.writeNull();
        } else if (number == Math.rint(number) && Math.abs(number) < 1e15) {
            out.writeNumber((long) number);
        } else {
            out.writeNumber(
                    new BigDecimal(number).round(DIGITS).stripTrailingZeros().doubleValue());
        }
    }

    private void record(Record record) {
        out.writeStartObject();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            out.writeName(Components.key(component));
            value(read(record, component));
        }
        out.writeEndObject();
    }

    private void pair(Record pair) {
        out.writeStartArray();
        for (RecordComponent component : pair.getClass().getRecordComponents()) {
            value(read(pair, component));
        }
        out.writeEndArray();
    }

    private void map(Map<?, ?> map) {
        out.writeStartObject();
        map.forEach((name, value) -> {
            out.writeName(name.toString());
            value(value);
        });
        out.writeEndObject();
    }

    private void list(List<?> list) {
        out.writeStartArray();
        list.forEach(this::value);
        out.writeEndArray();
    }

    private static @Nullable Object read(Record record, RecordComponent component) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("a record that cannot be read", impossible);
        }
    }
}
