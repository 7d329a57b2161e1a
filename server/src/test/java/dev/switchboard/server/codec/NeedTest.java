// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.switchboard.api.Kind;
import dev.switchboard.api.Needs;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NeedTest {

    @Kind("plain")
    private record Plain(String room) {}

    @Kind("draw")
    @Needs(value = "publish", room = "boardName")
    private record Draw(@Nullable String boardName) {}

    @Kind("greet")
    @Needs(Needs.NOTHING)
    private record Greet() {}

    @Kind("x")
    @Needs("Publish")
    private record UpperAction() {}

    @Kind("x")
    @Needs(value = "publish", room = "rooom")
    private record NoSuchRoom(String room) {}

    @Kind("x")
    @Needs(value = "publish", room = "room")
    private record RoomIsNumber(int room) {}

    @Kind("x")
    @Needs(value = "publish", room = "room")
    private record RoomIsOptional(Optional<String> room) {}

    @Kind("x")
    @Needs(value = Needs.NOTHING, room = "room")
    private record NothingInARoom(String room) {}

    private final Shapes shapes = new Shapes();

    @Test
    void withoutTheAnnotationTheActionHasTheNameOfTheKind() {
        var need = shapes.of(Plain.class).need();
        assertThat(need.action()).isEqualTo("plain");
        assertThat(need.isNothing()).isFalse();
        assertThat(need.room(new Plain("r"))).isNull();
        assertThat(need.field()).isEmpty();
    }

    @Test
    void theRoomIsReadFromTheMessage() {
        var need = shapes.of(Draw.class).need();
        assertThat(need.action()).isEqualTo("publish");
        assertThat(need.room(new Draw("b"))).isEqualTo("b");
        assertThat(need.room(new Draw(null))).isNull();
        assertThat(need.field()).hasValue("board_name");
    }

    @Test
    void nothingIsNoAction() {
        assertThat(shapes.of(Greet.class).need().isNothing()).isTrue();
    }

    static Stream<Arguments> wrong() {
        String action = "an action is 1 to 64 lower case letters, digits and underscores";
        String room = "@Needs(room = \"%s\"): no String component is called so";
        return Stream.of(
                arguments(UpperAction.class, "@Needs(\"Publish\"): " + action),
                arguments(NoSuchRoom.class, room.formatted("rooom")),
                arguments(RoomIsNumber.class, room.formatted("room")),
                arguments(RoomIsOptional.class, room.formatted("room")),
                arguments(NothingInARoom.class, "@Needs names a room, but no action"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void whatCannotBeIsRefusedInOneSentence(Class<?> record, String sentence) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> shapes.of(record))
                .withMessage(sentence + ", in " + record.getName());
    }
}
