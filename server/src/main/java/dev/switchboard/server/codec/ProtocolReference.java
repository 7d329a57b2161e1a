// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.codec;

import dev.switchboard.api.Code;
import dev.switchboard.server.codec.KindDescription.Direction;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * Writes the page that tells application developers what travels on the wire: an introduction that
 * is kept beside this class, then every kind, every error and every close code.
 */
public final class ProtocolReference {
    private static final String INTRODUCTION = "protocol.md";

    private final StringBuilder page = new StringBuilder();

    private ProtocolReference() {}

    /** The page in Markdown; the same kinds in any order give the same page. */
    public static String render(List<KindDescription> kinds) {
        var reference = new ProtocolReference();
        reference.introduction();
        reference.kinds("What clients send", Direction.IN, kinds);
        reference.kinds("What clients receive", Direction.OUT, kinds);
        reference.errors();
        reference.closes();
        return reference.page.toString();
    }

    private void introduction() {
        try (InputStream text = ProtocolReference.class.getResourceAsStream(INTRODUCTION)) {
            page.append(
                    new String(
                            Objects.requireNonNull(text, INTRODUCTION).readAllBytes(),
                            StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void kinds(String title, Direction direction, List<KindDescription> kinds) {
        line("", "## " + title);
        kinds.stream()
                .filter(kind -> kind.direction() == direction)
                .sorted(
                        Comparator.comparing((KindDescription kind) -> kind.shape().kind())
                                .thenComparing(KindDescription::plugin))
                .forEach(this::kind);
    }

    private void kind(KindDescription kind) {
        Shape shape = kind.shape();
        line("", "### `" + shape.kind() + "`", "");
        String action = kind.direction() == Direction.IN ? shape.need().sentence() : "";
        line(
                "%sPlugin: `%s`.%s"
                        .formatted(
                                shape.doc().map(doc -> doc + " ").orElse(""),
                                kind.plugin(),
                                action));
        fields(shape.fields());
        example("{\"msg_type\":\"" + shape.kind() + "\"", shape);
        kind.reply().ifPresent(this::reply);
    }

    private void reply(Shape reply) {
        line(
                "",
                "The answer, in the `ok` of the message's `id`; without one, as `%s`:"
                        .formatted(reply.kind()));
        fields(reply.fields());
        example("{\"msg_type\":\"ok\",\"id\":7", reply);
    }

    private void fields(List<Field> fields) {
        if (fields.isEmpty()) {
            return;
        }
        line("", "| Field | Value | Required | Meaning |", "|---|---|---|---|");
        fields.forEach(field -> field("", field));
    }

    private void field(String path, Field field) {
        String name = path + field.name();
        String required = field.isRequired() ? "yes" : "no";
        row("`" + name + "`", field.form().description(), required, field.doc().orElse(""));
        parts(name, field.form());
    }

    /** The fields of what a field is made of, each with its path. */
    private void parts(String path, Form form) {
        switch (form) {
            case RecordForm record -> record.fields().forEach(part -> field(path + ".", part));
            case ListForm list -> element(path + "[]", list.element());
            case MapForm map -> element(path + ".*", map.element());
            case ScalarForm _, EnumForm _ -> {}
        }
    }

    private void element(String path, Form form) {
        row("`" + path + "`", form.description(), "", "");
        parts(path, form);
    }

    private void example(String start, Shape shape) {
        String fields = shape.example();
        String rest = fields.equals("{}") ? "}" : "," + fields.substring(1);
        line("", "```json", start + rest, "```");
    }

    private void errors() {
        line("", "## Error codes", "", "| `code` | What to do | Meaning |", "|---|---|---|");
        Arrays.stream(Code.values())
                .filter(code -> code.closeCode().isEmpty())
                .forEach(code -> row("`" + code.wireName() + "`", advice(code), code.meaning()));
        line("", "A plugin may use codes of its own.");
    }

    private void closes() {
        line(
                "",
                "## Close codes",
                "",
                "| Number | Name | What to do | Meaning |",
                "|---|---|---|---|");
        Arrays.stream(Code.values())
                .filter(code -> code.closeCode().isPresent())
                .sorted(Comparator.comparingInt(code -> code.closeCode().getAsInt()))
                .forEach(code ->
                        row(
                                Integer.toString(code.closeCode().getAsInt()),
                                "`" + code.wireName() + "`",
                                advice(code),
                                code.meaning()));
    }

    private static String advice(Code code) {
        return switch (code.advice()) {
            case CORRECT -> "correct it; the same again fails again";
            case RETRY -> "try again at once, or when told";
            case RETRY_LATER -> "try again later, and longer after each time";
            case GIVE_UP -> "do not try again";
        };
    }

    private void row(String... cells) {
        page.append('|');
        for (String cell : cells) {
            page.append(' ').append(cell.replace("|", "\\|")).append(" |");
        }
        page.append('\n');
    }

    private void line(String... lines) {
        for (String line : lines) {
            page.append(line).append('\n');
        }
    }
}
