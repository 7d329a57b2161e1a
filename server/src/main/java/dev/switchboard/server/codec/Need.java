// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.codec;

import dev.switchboard.api.Needs;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a client must be allowed to do before it may send a kind: {@link Needs}. Immutable. */
public final class Need {

    private static final Pattern ACTION = Pattern.compile("[a-z0-9_]{1,64}");

    private final String action;
    private final @Nullable Field room;

    /** Whether its author says it; otherwise it is the name of the kind. */
    private final boolean isSaid;

    private Need(String action, @Nullable Field room, boolean isSaid) {
        this.action = action;
        this.isSaid = isSaid;
        this.room = room;
    }

    /**
     * What the author of a record says, or else the name of its kind.
     *
     * @throws IllegalArgumentException in one sentence, if that is no action, or no room
     */
    static Need of(Class<?> type, String kind, List<Field> fields) {
        var needs = type.getAnnotation(Needs.class);
        if (needs == null) {
            return new Need(kind, null, false);
        }
        boolean isNothing = needs.value().equals(Needs.NOTHING);
        if (!isNothing && !ACTION.matcher(needs.value()).matches()) {
            throw wrong(
                    type,
                    "@Needs(\"%s\"): an action is 1 to 64 lower case letters, digits and underscores"
                            .formatted(needs.value()));
        }
        if (needs.room().isEmpty()) {
            return new Need(needs.value(), null, true);
        }
        if (isNothing) {
            throw wrong(type, "@Needs names a room, but no action");
        }
        return new Need(needs.value(), room(type, needs.room(), fields), true);
    }

    private static Field room(Class<?> type, String name, List<Field> fields) {
        boolean isText =
                Arrays.stream(type.getRecordComponents())
                        .filter(component -> component.getName().equals(name))
                        .map(RecordComponent::getType)
                        .anyMatch(String.class::equals);
        if (!isText) {
            throw wrong(
                    type,
                    "@Needs(room = \"%s\"): no String component is called so".formatted(name));
        }
        return fields.stream()
                .filter(field -> field.component().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static IllegalArgumentException wrong(Class<?> type, String why) {
        return new IllegalArgumentException(why + ", in " + type.getName());
    }

    /** Whether everybody may send it. */
    public boolean isNothing() {
        return action.isEmpty();
    }

    /** What must be allowed. */
    public String action() {
        return action;
    }

    /** The room that this message is about; null if it is about none. */
    public @Nullable String room(Record message) {
        return room == null ? null : (String) room.valueIn(message);
    }

    /** The field of the message that names the room, if there is one. */
    public Optional<String> field() {
        return Optional.ofNullable(room).map(Field::name);
    }

    /** What the author says of it, for the protocol reference. */
    String sentence() {
        if (isNothing()) {
            return " Everybody may send it.";
        }
        if (!isSaid) {
            return "";
        }
        var where = field().map(name -> ", in the room that `" + name + "` names").orElse("");
        return " Action: `" + action + "`" + where + ".";
    }
}
