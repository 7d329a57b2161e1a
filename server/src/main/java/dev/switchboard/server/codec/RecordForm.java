// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.codec;

import dev.switchboard.api.Refusal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.sym.BinaryNameMatcher;
import tools.jackson.core.sym.PropertyNameMatcher;

/** The form of a record: an object with a field for each component. */
final class RecordForm implements Form {
    private final Field[] fields;
    private final PropertyNameMatcher names;
    private final @Nullable Object[] absent;
    private final LateHandle constructor;

    /**
     * The constructor takes an {@code Object[]} of all components and gives a {@code Record}.
     *
     * @param envelope names that are no components, but belong to what the record is in
     */
    RecordForm(List<Field> fields, List<String> envelope, LateHandle constructor) {
        this.fields = fields.toArray(Field[]::new);
        this.absent = fields.stream().map(Field::absent).toArray();
        this.constructor = constructor;
        var all = new ArrayList<>(fields.stream().map(Field::name).toList());
        all.addAll(envelope);
        this.names = BinaryNameMatcher.construct(all);
    }

    List<Field> fields() {
        return List.of(fields);
    }

    @Override
    public Object read(MessageParser reading) {
        reading.expect(JsonToken.START_OBJECT, description());
        return build(reading, components(reading));
    }

    /** Reads what follows in the object that the parser is in, up to its end. */
    @Nullable Object[] components(MessageParser reading) {
        JsonParser parser = reading.parser();
        @Nullable Object[] components = absent.clone();
        int at = parser.nextNameMatch(names);
        while (at != PropertyNameMatcher.MATCH_END_OBJECT) {
            if (at < 0) {
                reading.skipField();
            } else if (at < fields.length) {
                reading.nextValue();
                components[at] = fields[at].read(reading);
            } else {
                reading.take(at - fields.length);
            }
            at = parser.nextNameMatch(names);
        }
        for (int each = 0; each < fields.length; each++) {
            if (components[each] == null && fields[each].isRequired()) {
                String path = FieldPath.join(FieldPath.of(parser), fields[each].name());
                throw MessageParser.refusal(path, path + " is missing");
            }
        }
        return components;
    }

    /** Makes the record, which may refuse what it is made of. */
    Record build(MessageParser reading, @Nullable Object[] components) {
        try {
            return (Record) constructor.get().invokeExact(components);
        } catch (Refusal refusal) {
            String path = FieldPath.of(reading.parser());
            throw refusal.field()
                    .map(it -> refusal.field(FieldPath.join(path, it)))
                    .orElse(refusal);
        } catch (IllegalArgumentException invalid) {
            throw refusal(FieldPath.of(reading.parser()), invalid.getMessage());
        } catch (RuntimeException | Error thrown) {
            throw thrown;
        } catch (Throwable checked) { // only by deceiving the compiler
            throw new IllegalStateException(checked);
        }
    }

    /** By convention the text begins with the name of the component that is to blame. */
    private Refusal refusal(String path, @Nullable String text) {
        if (text == null) {
            return MessageParser.refusal(path, "the values are not allowed together");
        }
        for (Field field : fields) {
            if (beginsWith(field.component(), text) || beginsWith(field.name(), text)) {
                return MessageParser.refusal(FieldPath.join(path, field.name()), text);
            }
        }
        return MessageParser.refusal(path, text);
    }

    private static boolean beginsWith(String name, String text) {
        return text.startsWith(name)
                && (text.length() == name.length()
                        || !Character.isJavaIdentifierPart(text.charAt(name.length())));
    }

    @Override
    public void write(JsonText out, Object value) {
        out.sign('{');
        writeFields(out, (Record) value);
        out.sign('}');
    }

    void writeFields(JsonText out, Record record) {
        for (Field field : fields) {
            field.write(out, record);
        }
    }

    @Override
    public String description() {
        return "an object";
    }

    @Override
    public String example() {
        var json = new StringBuilder("{");
        for (Field field : fields) {
            json.append(json.length() > 1 ? "," : "");
            json.append('"').append(field.name()).append("\":").append(field.form().example());
        }
        return json.append('}').toString();
    }
}
