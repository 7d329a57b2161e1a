// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.api.Code;
import dev.switchboard.api.Json;
import dev.switchboard.api.Kind;
import dev.switchboard.api.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands around a record: {@code msg_type} and {@code id}. */
final class EnvelopeTest {
    private final Listener listener = Listener.to(Say.class, Quit.class);

    @Kind("say")
    private record Say(String room, Json content) {}

    @Kind("quit")
    private record Quit() {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'msg_type':'say','room':'r1','content':[1]}",
                "{'room':'r1','msg_type':'say','content':[1]}",
                "{'room':'r1','content':[1],'msg_type':'say'}",
                "{'content':[1],'other':{'msg_type':'quit','room':3},'room':'r1','msg_type':'say'}",
                " { 'msg_type' : 'say' , 'room' : 'r1' , 'content' : [1] } ",
                "{'msg_type':'s\\u0061y','r\\u006fom':'r1','content':[1]}",
            })
    void theKindMayStandAnywhere(String text) {
        var accepted = listener.accept(text.replace('\'', '"'));

        assertThat(accepted.route().type()).isEqualTo(Say.class);
        assertThat(accepted.message()).isEqualTo(new Say("r1", Json.raw("[1]")));
        assertThat(accepted.id()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"msg_type\":\"quit\",\"id\":7} | 7",
                "{\"id\":7,\"msg_type\":\"quit\"} | 7",
                "{\"id\":7,\"x\":1,\"msg_type\":\"quit\"} | 7",
                "{\"x\":1,\"msg_type\":\"quit\",\"id\":7} | 7",
                "{\"msg_type\":\"quit\",\"x\":[{}],\"id\" : -1.50e+3 } | -1.50e+3",
                "{\"msg_type\":\"quit\",\"id\":\"\\u00e4 ä \\\"\"} | \"\\u00e4 ä \\\"\"",
                "{\"msg_type\":\"quit\",\"id\":\"\"} | \"\"",
                "{\"msg_type\":\"quit\",\"id\":\"\\ud800\"} | \"\\ud800\"",
            })
    void theIdIsKeptAsItWasWritten(String text, String id) {
        assertThat(listener.accept(text).id()).hasToString(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "{}", "[1]"})
    void anIdOfAnotherTypeIsRefused(String id) {
        Refusal refusal = listener.refusal("{\"msg_type\":\"quit\",\"id\":" + id + "}");

        assertThat(refusal.code()).isEqualTo(Code.BAD_FIELD.wireName());
        assertThat(refusal.field()).contains("id");
        assertThat(refusal.text()).startsWith("id must be a string or a number, but is ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'id':null,'msg_type':'quit'}",
                "{'msg_type':'quit','id':null}",
                "{'x':1,'id':null,'msg_type':'quit'}",
            })
    void anIdThatIsNullIsNone(String text) {
        assertThat(listener.accept(text.replace('\'', '"')).id()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'id':7,'msg_type':'say','room':1}",
                "{'msg_type':'say','id':7,'room':1}",
                "{'msg_type':'say','room':1,'id':7}",
                "{'msg_type':'say','room':1,'x':{'id':8},'id':7}",
                "{'msg_type':'nonsense','id':7}",
                "{'msg_type':'nonsense','x':1,'id':7}",
                "{'id':7}",
                "{'id':7,'msg_type':'quit','a':tru}",
                "{'msg_type':'quit','id':7,'id':8}",
                "{'msg_type':'quit','id':7,'a':[[[[[[[[[[[[[[[[[[[[",
                "{'msg_type':'quit','id':7",
                "{'msg_type':'say','room':1,'\\u0069d' : 7 }",
                "{'msg_type':'say','room':1,'a':'\\\\','b':'\\\\\\'','c':['id',{'id':8}],'id':7}",
            })
    void aRefusalStillFindsTheId(String text) {
        assertThat(listener.refuse(text.replace('\'', '"')).id()).isEqualTo(Json.raw("7"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'msg_type':'quit','a':tru,'id':7}",
                "{'msg_type':'nonsense'}",
                "{'msg_type':'quit','id':{}}",
                "{'msg_type':'say','room':1,'id':{}}",
                "{'msg_type':'say','room':1,'id':null}",
                "{'msg_type':'say','room':1,'id':07}",
                "{'msg_type':'say','room':1,'id':7x}",
                "{'msg_type':'say','room':1,'id':--7}",
                "{'msg_type':'say','room':1,'id':'\\x'}",
                "{'msg_type':'say','room':1,'id':",
                "{'msg_type':'say','room':1,'id'",
                "{'msg_type':'say','room':1,'x':'id",
                "[{'id':7}]",
                "7",
                "",
            })
    void aRefusalWithoutAnIdHasNone(String text) {
        assertThat(listener.refuse(text.replace('\'', '"')).id()).isNull();
    }

    @Test
    void theIdOfARefusalIsNotLookedForFarAway() {
        String near = "[],".repeat(2_700); // some 8,100 bytes
        String far = "[],".repeat(2_800);
        String refused = "{\"msg_type\":\"nonsense\",\"a\":[%s0],\"id\":\"%s\"}";
        String id = "7".repeat(200);

        assertThat(listener.refuse(refused.formatted(near, id)).id())
                .isEqualTo(Json.raw('"' + id + '"'));
        assertThat(listener.refuse(refused.formatted(far, id)).id()).isNull();
    }

    @Test
    void aMessageWithoutAKindIsRefused() {
        Refusal refusal = listener.refusal("{\"room\":\"r1\"}");

        assertThat(refusal.code()).isEqualTo(Code.BAD_FIELD.wireName());
        assertThat(refusal.field()).contains("msg_type");
        assertThat(refusal.text()).isEqualTo("msg_type is missing");
    }

    @Test
    void aKindThatIsNoStringIsRefused() {
        Refusal refusal = listener.refusal("{\"msg_type\":1}");

        assertThat(refusal.field()).contains("msg_type");
        assertThat(refusal.text()).isEqualTo("msg_type must be a string, but is a number");
    }

    @Test
    void anUnknownKindIsNamed() {
        Refusal refusal = listener.refusal("{\"msg_type\":\"unheard_of\"}");

        assertThat(refusal.code()).isEqualTo(Code.UNKNOWN_KIND.wireName());
        assertThat(refusal.field()).contains("msg_type");
        assertThat(refusal.text()).isEqualTo("no kind is named unheard_of");
    }

    @Test
    void theNearestKindIsSuggested() {
        assertThat(listener.refusal("{\"msg_type\":\"qiut\"}").text())
                .isEqualTo("no kind is named qiut; did you mean quit?");
    }

    @Test
    void anUnknownKindOfAnyLengthGetsAShortAnswer() {
        Refusal refusal = listener.refusal("{\"msg_type\":\"" + "x".repeat(60_000) + "\"}");

        assertThat(refusal.code()).isEqualTo(Code.UNKNOWN_KIND.wireName());
        assertThat(refusal.text()).hasSizeLessThan(100);
    }

    @Test
    void aRefusalKnowsTheKindAsSoonAsItIsFound() {
        assertThat(listener.refuse("{\"msg_type\":\"quit\",\"id\":true}").route())
                .extracting(Shape::kind)
                .isEqualTo("quit");
        assertThat(listener.refuse("{\"msg_type\":\"none\"}").route()).isNull();
    }

    @Test
    void fieldsThatTheRecordDoesNotHaveAreIgnored() {
        assertThat(listener.record("{\"msg_type\":\"quit\",\"why\":{\"deep\":[1,null,\"x\"]}}"))
                .isEqualTo(new Quit());
    }
}
