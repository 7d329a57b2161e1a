// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.codec;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The form of a list: an array of values of one form. */
record ListForm(Form element) implements Form {

    @Override
    public Object read(MessageParser reading) {
        reading.expect(JsonToken.START_ARRAY, description());
        JsonParser parser = reading.parser();
        var values = new ArrayList<Object>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            reading.countValue();
            values.add(element.read(reading));
        }
        return List.copyOf(values);
    }

    @Override
    public void write(JsonText out, Object value) {
        out.sign('[');
        boolean first = true;
        for (@Nullable Object each : (List<?>) value) {
            if (!first) {
                out.sign(',');
            }
            first = false;
            if (each == null) {
                out.ascii("null");
            } else {
                element.write(out, each);
            }
        }
        out.sign(']');
    }

    @Override
    public String description() {
        return "a list";
    }

    @Override
    public String example() {
        return "[" + element.example() + "]";
    }
}
