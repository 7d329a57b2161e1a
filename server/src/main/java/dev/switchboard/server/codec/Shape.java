// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.codec;

import dev.switchboard.api.Doc;
import dev.switchboard.api.Kind;
import dev.switchboard.api.Position;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How one kind of message looks: its name and the fields of its record. Made once for each record
 * class, by {@link Shapes}. Immutable; it refers to the class, so whatever keeps the shape keeps
 * the plugin in memory.
 */
public final class Shape {
    private static final Pattern NAME = Pattern.compile("[a-z0-9_]{1,64}");

    private static final String OFFSET = "offset";
    private static final String PREVIOUS = "prev";
    private static final String EPOCH = "epoch";

    /**
     * What a component may not be called: the envelope, and where a message stands in its topic.
     */
    private static final List<String> TAKEN =
            List.of(MessageParser.MSG_TYPE, MessageParser.ID, OFFSET, PREVIOUS, EPOCH);

    private final Class<?> type;
    private final String kind;
    private final RecordForm form;
    private final Need need;
    private final byte[] start;

    Shape(Class<?> type) {
        this.type = type;
        this.kind = kindOf(type);
        this.form = new Forms().record(type, MessageParser.ENVELOPE, TAKEN);
        this.need = Need.of(type, kind, form.fields());
        this.start = JsonText.message(kind).toBytes();
    }

    /** The {@code msg_type} of such messages. */
    public String kind() {
        return kind;
    }

    /** What a client must be allowed to do before it may send one. */
    public Need need() {
        return need;
    }

    /** The record class. */
    public Class<?> type() {
        return type;
    }

    /** What the author says of the kind. */
    Optional<String> doc() {
        return Optional.ofNullable(type.getAnnotation(Doc.class)).map(Doc::value);
    }

    List<Field> fields() {
        return form.fields();
    }

    /** The fields alone, as they may look. */
    String example() {
        return form.example();
    }

    /**
     * Reads the rest of a message whose kind is known, and whose fields so far were its envelope.
     */
    Record read(MessageParser reading) {
        @Nullable Object[] components = form.components(reading);
        reading.end();
        return form.build(reading, components);
    }

    /** Writes a whole message. */
    void write(JsonText out, Record message, @Nullable Position position) {
        out.raw(start);
        if (position != null) {
            write(out, position);
        }
        form.writeFields(out, message);
        out.sign('}');
    }

    private static void write(JsonText out, Position position) {
        out.field(OFFSET, position.offset());
        if (position.previous() != position.offset() - 1) {
            out.field(PREVIOUS, position.previous());
        }
        out.field(EPOCH, position.epoch());
    }

    /** Writes the fields alone, into an object that the caller has begun and will end. */
    void writeFields(JsonText out, Record message) {
        form.writeFields(out, message);
    }

    @Override
    public String toString() {
        return kind + " (" + type.getName() + ")";
    }

    private static String kindOf(Class<?> type) {
        Kind kind = type.getAnnotation(Kind.class);
        if (!type.isRecord() || kind == null) {
            throw new IllegalArgumentException(
                    type.getName() + " is not a message: it must be a record with @Kind");
        }
        if (!NAME.matcher(kind.value()).matches()) {
            throw new IllegalArgumentException(
                    "@Kind(\"%s\") on %s: a kind is 1 to 64 lower case letters, digits and underscores"
                            .formatted(kind.value(), type.getName()));
        }
        return kind.value();
    }
}
