// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.codec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The form of a map: an object whose fields are free and have values of one form. */
record MapForm(Form element) implements Form {

    @Override
    public Object read(MessageParser reading) {
        reading.expect(JsonToken.START_OBJECT, description());
        JsonParser parser = reading.parser();
        var values = new LinkedHashMap<String, Object>();
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            reading.metStrangeName();
            reading.nextValue();
            values.put(name, element.read(reading));
        }
        return Collections.unmodifiableMap(values);
    }

    @Override
    public void write(JsonText out, Object value) {
        out.sign('{');
        ((Map<?, ?>) value)
                .forEach((name, each) -> {
                    out.key((String) name);
                    if (each == null) {
                        out.ascii("null");
                    } else {
                        element.write(out, each);
                    }
                });
        out.sign('}');
    }

    @Override
    public String description() {
        return "an object";
    }

    @Override
    public String example() {
        return "{\"…\":" + element.example() + "}";
    }
}
