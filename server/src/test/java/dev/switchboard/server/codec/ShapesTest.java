// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import dev.switchboard.api.Doc;
import dev.switchboard.api.Json;
import dev.switchboard.api.Kind;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class ShapesTest {
    private final Shapes shapes = new Shapes();

    @Doc("Says something.")
    @Kind("say_2")
    private record Say(
            @Doc("What is said.") Json whatIsSaid,
            @Nullable String tone,
            Optional<Integer> volume) {}

    @Kind("from_to")
    private record Letter(String from, String to, String client) {}

    private record Inner(String id, @Doc("Inside.") int msgType) {}

    @Kind("outer")
    private record Outer(Inner inner, List<Inner> more) {}

    private record NoKind(String text) {}

    @Kind("not_a_record")
    private static final class NotARecord {}

    @Kind("Upper")
    private record UpperKind() {}

    @Kind("")
    private record EmptyKind() {}

    @Kind("a23456789_123456789_123456789_123456789_123456789_123456789_12345")
    private record LongKind() {}

    @Kind("x")
    private record WithDate(Date when) {}

    @Kind("x")
    private record WithObject(Object any) {}

    @Kind("x")
    private record WithFloat(float number) {}

    @Kind("x")
    @SuppressWarnings("ArrayRecordComponent") // what it is here for
    private record WithArray(String[] texts) {}

    @Kind("x")
    private record WithVariable<T>(T text) {}

    @Kind("x")
    private record WithWildcard(List<? extends String> texts) {}

    @SuppressWarnings("rawtypes")
    @Kind("x")
    private record WithRawList(List texts) {}

    @Kind("x")
    private record WithIntegerKeys(Map<Integer, String> texts) {}

    @Kind("x")
    private record WithOptionalInside(List<Optional<String>> texts) {}

    @Kind("x")
    private record WithDeepDate(Map<String, List<Date>> days) {}

    @Kind("x")
    private record WithId(String id) {}

    @Kind("x")
    private record WithMsgType(String msgType) {}

    @Kind("x")
    private record WithOffset(long offset) {}

    @Kind("x")
    private record WithPrev(long prev) {}

    @Kind("x")
    private record WithEpoch(String epoch) {}

    @Kind("x")
    private record WithTwins(String roomName, String room_name) {}

    private enum Size {
        BIG,
        big
    }

    @Kind("x")
    private record WithTwinConstants(Size size) {}

    @Kind("x")
    private record Tree(String name, List<Tree> children) {}

    @Test
    void aShapeTellsKindTypeFieldsAndDocs() {
        Shape shape = shapes.of(Say.class);

        assertThat(shape.kind()).isEqualTo("say_2");
        assertThat(shape.type()).isEqualTo(Say.class);
        assertThat(shape.doc()).contains("Says something.");
        assertThat(shape.fields())
                .extracting(Field::name, Field::isRequired, field -> field.doc().orElse(""))
                .containsExactly(
                        tuple("what_is_said", true, "What is said."),
                        tuple("tone", false, ""),
                        tuple("volume", false, ""));
    }

    @Test
    void aShapeIsMadeOnce() {
        assertThat(shapes.of(Say.class)).isSameAs(shapes.of(Say.class));
    }

    @Test
    void namesThatTheSwitchOnlyAddsAreFree() {
        assertThat(shapes.of(Letter.class).fields())
                .extracting(Field::name)
                .containsExactly("from", "to", "client");
    }

    @Test
    void namesOfTheEnvelopeAreFreeInside() {
        assertThat(shapes.of(Outer.class).fields()).hasSize(2);
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of(
                        NoKind.class, "NoKind is not a message: it must be a record with @Kind"),
                Arguments.of(NotARecord.class, "it must be a record with @Kind"),
                Arguments.of(String.class, "java.lang.String is not a message"),
                Arguments.of(UpperKind.class, "@Kind(\"Upper\")"),
                Arguments.of(EmptyKind.class, "@Kind(\"\")"),
                Arguments.of(LongKind.class, "1 to 64 lower case letters, digits and underscores"),
                Arguments.of(WithDate.class, "component when of "),
                Arguments.of(WithDate.class, "has no JSON form: java.util.Date"),
                Arguments.of(WithObject.class, "has no JSON form: java.lang.Object"),
                Arguments.of(WithFloat.class, "has no JSON form: float"),
                Arguments.of(WithArray.class, "has no JSON form: java.lang.String[]"),
                Arguments.of(WithVariable.class, "has no JSON form: T"),
                Arguments.of(WithWildcard.class, "has no JSON form: ? extends java.lang.String"),
                Arguments.of(WithRawList.class, "has no JSON form: java.util.List"),
                Arguments.of(WithIntegerKeys.class, "has no JSON form: java.util.Map<"),
                Arguments.of(WithOptionalInside.class, "has no JSON form: java.util.Optional<"),
                Arguments.of(WithDeepDate.class, "component days of "),
                Arguments.of(WithId.class, "component id of "),
                Arguments.of(
                        WithMsgType.class, "is spelled msg_type, which the switch itself uses"),
                Arguments.of(WithOffset.class, "is spelled offset, which the switch itself uses"),
                Arguments.of(WithPrev.class, "is spelled prev, which the switch itself uses"),
                Arguments.of(WithEpoch.class, "is spelled epoch, which the switch itself uses"),
                Arguments.of(WithTwins.class, "is spelled room_name, as another one is"),
                Arguments.of(WithTwinConstants.class, "two constants that are both spelled big"),
                Arguments.of(Tree.class, "Tree contains itself"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void aRecordThatCannotTravelIsRefusedInOneSentence(Class<?> type, String sentence) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> shapes.of(type))
                .withMessageContaining(sentence);
    }
}
