// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.switchboard.api.RawMessage;
import dev.switchboard.testkit.PluginHarness;
import dev.switchboard.testkit.TestClient;
import org.junit.jupiter.api.Test;

class RelayPluginTest {

    private static final String TWO_PATHS =
            """
            paths = [
              { path = /red, include-sender = false }
              { path = /blue, include-sender = true }
            ]
            """;

    private static PluginHarness relay() {
        return PluginHarness.of(new RelayPlugin());
    }

    private static void expectText(TestClient client, String text) {
        var got = client.expectRaw();
        assertThat(got.isText()).isTrue();
        assertThat(got.text()).isEqualTo(text);
    }

    @Test
    void textGoesUnchangedToEverybodyElse() {
        try (var harness = relay().start()) {
            var ann = harness.connect("/relay");
            var bob = harness.connect("/relay");
            var eve = harness.connect("/relay");
            ann.send(RawMessage.text("{ \"not\" : touched 👋 "));
            expectText(bob, "{ \"not\" : touched 👋 ");
            expectText(eve, "{ \"not\" : touched 👋 ");
            ann.expectNothing();
        }
    }

    @Test
    void binaryGoesUnchangedToEverybodyElse() {
        byte[] bytes = {0, 1, (byte) 0xff, (byte) 0xfe, 0};
        try (var harness = relay().start()) {
            var ann = harness.connect("/relay");
            var bob = harness.connect("/relay");
            ann.send(RawMessage.binary(bytes));
            var got = bob.expectRaw();
            assertThat(got.isText()).isFalse();
            assertThat(got.bytes()).isEqualTo(bytes);
            ann.expectNothing();
        }
    }

    @Test
    void messagesKeepTheirOrder() {
        try (var harness = relay().start()) {
            var ann = harness.connect("/relay");
            var bob = harness.connect("/relay");
            for (int number = 0; number < 50; number++) {
                ann.send(RawMessage.text("message " + number));
            }
            for (int number = 0; number < 50; number++) {
                expectText(bob, "message " + number);
            }
            bob.expectNothing();
        }
    }

    @Test
    void eachPathIsACircleOfItsOwn() {
        try (var harness = relay().settings(TWO_PATHS).start()) {
            var red = harness.connect("/red");
            var alsoRed = harness.connect("/red");
            var blue = harness.connect("/blue");
            var kinds = harness.connect();
            red.send(RawMessage.text("to the red"));
            expectText(alsoRed, "to the red");
            blue.expectNothing();
            kinds.expectNothing();
        }
    }

    @Test
    void bySettingTheSenderHearsItselfToo() {
        try (var harness = relay().settings(TWO_PATHS).start()) {
            var ann = harness.connect("/blue");
            var bob = harness.connect("/blue");
            ann.send(RawMessage.text("to all"));
            expectText(ann, "to all");
            expectText(bob, "to all");
            ann.expectNothing();
        }
    }

    @Test
    void thoseWhoHaveLeftAreNotMissed() {
        try (var harness = relay().start()) {
            var ann = harness.connect("/relay");
            var bob = harness.connect("/relay");
            bob.disconnect();
            ann.send(RawMessage.text("anybody?"));
            ann.expectNothing();
            bob.expectNothing();
        }
    }

    @Test
    void aPathThatStandsThereTwiceIsRefused() {
        String twice =
                """
                paths = [
                  { path = /red, include-sender = false }
                  { path = /red, include-sender = true }
                ]
                """;
        assertThatIllegalStateException()
                .isThrownBy(() -> relay().settings(twice).start())
                .withMessageContaining("plugins.relay")
                .withMessageContaining("/red stands there twice");
    }

    @Test
    void aPathThatIsNoneIsRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        relay().settings("paths = [{ path = red, include-sender = false }]")
                                .start())
                .withMessageContaining("endpoint(\"red\"): not a path such as /echo");
    }
}
