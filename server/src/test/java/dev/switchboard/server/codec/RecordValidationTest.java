// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.api.Code;
import dev.switchboard.api.Kind;
import dev.switchboard.api.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RecordValidationTest {
    private final Listener listener = Listener.to(Picky.class, Crate.class, Fragile.class);

    @Kind("picky")
    record Picky(String roomName, @Nullable Integer size) {
        Picky {
            if (roomName.startsWith("throw ")) {
                throw new IllegalArgumentException(roomName.substring("throw ".length()));
            }
            if (roomName.equals("null")) {
                throw new IllegalArgumentException((String) null);
            }
            if (roomName.equals("refuse")) {
                throw new Refusal(Code.NOT_A_MEMBER, "not yours").field("room_name");
            }
        }
    }

    @Kind("crate")
    record Crate(List<Picky> items) {}

    @Kind("fragile")
    record Fragile(String how) {
        Fragile {
            switch (how) {
                case "runtime" -> throw new IllegalStateException("a bug");
                case "linkage" -> throw new NoClassDefFoundError("Gone");
                case "overflow" -> throw new StackOverflowError();
                default -> {}
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "roomName: is empty, room_name",
        "roomName must not be empty, room_name",
        "room_name: is empty, room_name",
        "size, size",
        "size: too big, size",
        "sizeable rooms are not allowed, ''",
        "nothing fits, ''",
    })
    void whatAConstructorThrowsNamesTheField(String thrown, String field) {
        Refusal refusal =
                listener.refusal("{\"msg_type\":\"picky\",\"room_name\":\"throw " + thrown + "\"}");

        assertThat(refusal.code()).isEqualTo(Code.BAD_FIELD.wireName());
        assertThat(refusal.text()).isEqualTo(thrown);
        assertThat(refusal.field().orElse("")).isEqualTo(field);
    }

    @ParameterizedTest
    @CsvSource({
        "throw size: too big, items[1].size",
        "throw nothing fits, items[1]",
        "null, items[1]",
        "refuse, items[1].room_name",
    })
    void aFieldInsideIsNamedByItsPath(String name, String path) {
        Refusal refusal =
                listener.refusal(
                        "{\"msg_type\":\"crate\",\"items\":[{\"room_name\":\"ok\"},{\"room_name\":\""
                                + name
                                + "\"}]}");

        assertThat(refusal.field()).contains(path);
    }

    @Test
    void aTextIsFoundWhereTheConstructorGivesNone() {
        assertThat(listener.refusal("{\"msg_type\":\"picky\",\"room_name\":\"null\"}").text())
                .isEqualTo("the values are not allowed together");
    }

    @Test
    void aRefusalIsPassedOn() {
        Refusal refusal = listener.refusal("{\"msg_type\":\"picky\",\"room_name\":\"refuse\"}");

        assertThat(refusal.code()).isEqualTo(Code.NOT_A_MEMBER.wireName());
        assertThat(refusal.text()).isEqualTo("not yours");
        assertThat(refusal.field()).contains("room_name");
    }

    @ParameterizedTest
    @CsvSource({"runtime", "linkage", "overflow"})
    void anythingElseIsAFailureForTheLog(String how) {
        var refused =
                listener.refuse("{\"msg_type\":\"fragile\",\"how\":\"" + how + "\",\"id\":7}");

        assertThat(refused.refusal().code()).isEqualTo(Code.INTERNAL.wireName());
        assertThat(refused.refusal().text()).doesNotContain("bug");
        assertThat(refused.failure()).isNotNull();
        assertThat(refused.id()).hasToString("7");
        assertThat(refused.route()).isNotNull();
    }

    @Test
    void textAfterTheMessageIsSeenBeforeTheConstructorRuns() {
        Refusal refusal = listener.refusal("{\"msg_type\":\"picky\",\"room_name\":\"throw a\"} {}");

        assertThat(refusal.code()).isEqualTo(Code.BAD_JSON.wireName());
    }
}
