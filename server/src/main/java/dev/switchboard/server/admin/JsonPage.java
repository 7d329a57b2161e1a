// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.admin;

import java.io.StringWriter;
import java.util.Collection;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;

/** Maps, collections, texts, numbers and truth values as indented JSON, for programs and people. */
final class JsonPage {

    private static final JsonFactory JSON = new JsonFactory();

    private static final ObjectWriteContext INDENTED =
            new ObjectWriteContext.Base() {
                @Override
                public PrettyPrinter getPrettyPrinter() {
                    return new DefaultPrettyPrinter();
                }

                @Override
                public boolean hasPrettyPrinter() {
                    return true;
                }
            };

    private JsonPage() {}

    static String of(Object value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(INDENTED, text)) {
            write(json, value);
        }
        return text.append('\n').toString();
    }

    private static void write(JsonGenerator json, Object value) {
        switch (value) {
            case Map<?, ?> map -> {
                json.writeStartObject();
                map.forEach((name, inner) -> {
                    json.writeName(name.toString());
                    write(json, inner);
                });
                json.writeEndObject();
            }
            case Collection<?> items -> {
                json.writeStartArray();
                items.forEach(item -> write(json, item));
                json.writeEndArray();
            }
            case Boolean truth -> json.writeBoolean(truth);
            case Integer number -> json.writeNumber(number);
            case Long number -> json.writeNumber(number);
            case Double number -> json.writeNumber(number);
            default -> json.writeString(value.toString());
        }
    }
}
