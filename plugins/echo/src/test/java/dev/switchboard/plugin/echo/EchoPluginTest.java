// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.echo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchboard.api.RawMessage;
import dev.switchboard.testkit.PluginHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EchoPluginTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "grüß dich 👋", "{\"msg_type\":\"chat\"}", "not JSON }"})
    void textComesBackUnchanged(String text) {
        try (var harness = PluginHarness.of(new EchoPlugin()).start()) {
            var ann = harness.connect("/echo");
            ann.send(RawMessage.text(text));
            var back = ann.expectRaw();
            assertThat(back.isText()).isTrue();
            assertThat(back.text()).isEqualTo(text);
            ann.expectNothing();
        }
    }

    @Test
    void binaryComesBackUnchanged() {
        byte[] everyByte = new byte[256];
        for (int at = 0; at < everyByte.length; at++) {
            everyByte[at] = (byte) at;
        }
        try (var harness = PluginHarness.of(new EchoPlugin()).start()) {
            var ann = harness.connect("/echo");
            ann.send(RawMessage.binary(everyByte));
            var back = ann.expectRaw();
            assertThat(back.isText()).isFalse();
            assertThat(back.bytes()).isEqualTo(everyByte);
        }
    }

    @Test
    void nobodyElseHearsTheEcho() {
        try (var harness = PluginHarness.of(new EchoPlugin()).start()) {
            var ann = harness.connect("/echo");
            var bob = harness.connect("/echo");
            ann.send(RawMessage.text("hello"));
            bob.expectNothing();
        }
    }

    @Test
    void theOperatorChoosesThePath() {
        try (var harness =
                PluginHarness.of(new EchoPlugin()).settings("path = /back/again").start()) {
            var ann = harness.connect("/back/again");
            ann.send(RawMessage.text("hello"));
            assertThat(ann.expectRaw().text()).isEqualTo("hello");
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> harness.connect("/echo"));
        }
    }
}
