// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.api.Code;
import dev.switchboard.api.Json;
import dev.switchboard.testkit.PluginHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatPluginTest {

    private final PluginHarness harness = PluginHarness.of(new ChatPlugin()).start();

    @AfterEach
    void end() {
        harness.close();
    }

    @Test
    void everyoneElseHearsWhoSaidIt() {
        var ann = harness.connect();
        var bob = harness.connect("/");
        var eve = harness.connect("/ws");
        ann.push(new Chat(Json.of("hello"))).ok();
        assertThat(bob.expect(ChatSaid.class)).isEqualTo(new ChatSaid(ann.id(), Json.of("hello")));
        assertThat(eve.expect(ChatSaid.class)).isEqualTo(new ChatSaid(ann.id(), Json.of("hello")));
        ann.expectNothing();
        bob.expectNothing();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"a text\"",
                "\"gr\\u00fc\\u00df \\/ 👋\"",
                "1.50e+02",
                "-0",
                "true",
                "null",
                "[]",
                "{ \"a\" : [ 1,\t2 ],\n \"\" : null }",
                "{\"msg_type\":\"chat\",\"id\":1}"
            })
    void anyValueTravelsByteForByte(String json) {
        var ann = harness.connect();
        var bob = harness.connect();
        ann.push("{\"msg_type\":\"chat\",\"id\":1,\"content\":" + json + "}").ok();
        assertThat(bob.expectRaw().text())
                .isEqualTo(
                        "{\"msg_type\":\"chat\",\"from\":\"%s\",\"content\":%s}"
                                .formatted(ann.id(), json));
    }

    @Test
    void aPlainClientNeedsNoIdAndGetsNoReply() {
        var ann = harness.connect("/");
        var bob = harness.connect("/");
        ann.push("{\"msg_type\":\"chat\",\"content\":\"hello\"}");
        assertThat(bob.expect(ChatSaid.class).content()).isEqualTo(Json.of("hello"));
        ann.expectNothing();
    }

    @Test
    void somethingMustBeSaid() {
        var error = harness.connect().push("{\"msg_type\":\"chat\"}").error(Code.BAD_FIELD);
        assertThat(error.field()).contains("content");
    }

    @Test
    void aDirectMessageReachesOneClientAlone() {
        var ann = harness.connect();
        var bob = harness.connect();
        var eve = harness.connect();
        ann.push(new DirectMessage(bob.id(), Json.raw("[1]"))).ok();
        assertThat(bob.expect(DirectMessageReceived.class))
                .isEqualTo(new DirectMessageReceived(ann.id(), Json.raw("[1]")));
        eve.expectNothing();
        ann.expectNothing();
    }

    @Test
    void aDirectMessageReachesAllConnectionsOfAUser() {
        var ann = harness.connect();
        var desk = harness.connectAs("bob");
        var phone = harness.connectAs("bob");
        var eve = harness.connectAs("eve");
        ann.push(new DirectMessage("bob", Json.of("hello"))).ok();
        assertThat(desk.expect(DirectMessageReceived.class).from()).isEqualTo(ann.id());
        assertThat(phone.expect(DirectMessageReceived.class).from()).isEqualTo(ann.id());
        eve.expectNothing();
    }

    @Test
    void aDirectMessageToNobodyIsRefused() {
        var error =
                harness.connect()
                        .push(new DirectMessage("nobody", Json.of("hello")))
                        .error(Code.NO_SUCH_CLIENT);
        assertThat(error.field()).contains("to");
    }

    @Test
    void whoHasLeftCannotBeReached() {
        var ann = harness.connect();
        var bob = harness.connect();
        bob.disconnect();
        ann.push(new DirectMessage(bob.id(), Json.of("hello"))).error(Code.NO_SUCH_CLIENT);
    }
}
