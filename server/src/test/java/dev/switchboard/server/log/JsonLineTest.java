// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

class JsonLineTest {

    private final JsonLine json = new JsonLine();

    @AfterEach
    void nobody() {
        Correlation.restore(null);
    }

    @Test
    void isOneFlatObjectOnOneLine() {
        Correlation.restore(new Correlation("c1", 17));
        assertThat(new Line("handler failed").with("kind", "chat").with("tries", 2L).by(json))
                .isEqualTo(
                        """
                        {"timestamp":"2025-01-02T03:04:05.678912Z","level":"INFO",\
                        "logger":"dev.switchboard.server.transport.Gate","thread":"main",\
                        "message":"handler failed","client":"c1","message_id":"c1-17",\
                        "kind":"chat","tries":2}
                        """);
    }

    @Test
    void whatConcernsAConnectionHasNoMessageId() {
        Correlation.restore(Correlation.of("c1"));
        assertThat(fields(new Line("gone").by(json)))
                .containsEntry("client", "c1")
                .doesNotContainKey("message_id");
    }

    @Test
    void numbersAndTruthValuesStayWhatTheyAre() {
        assertThat(
                        new Line("m")
                                .with("i", 1)
                                .with("d", 0.5)
                                .with("nan", Double.NaN)
                                .with("t", true)
                                .by(json))
                .endsWith("\"i\":1,\"d\":0.5,\"nan\":\"NaN\",\"t\":true}\n");
    }

    @Test
    void whatClientsSendComesOutAsTheSameText() {
        String nasty = "a\"b\\c\r\n\u0000\u001b[2J\u009b\u2028\u202e世界😀${jndi:ldap://x}";
        String line = new Line(nasty).with("room", nasty).with(nasty, 1).by(json);
        assertThat(line.chars().filter(c -> c < ' ' || (c >= 0x7f && c < 0xa0)).toArray())
                .containsExactly('\n');
        assertThat(line).endsWith("}\n");
        assertThat(fields(line))
                .containsEntry("message", nasty)
                .containsEntry("room", nasty)
                .containsEntry(nasty, "1");
    }

    @Test
    void aPairCannotReplaceAFieldOfTheLine() {
        Correlation.restore(new Correlation("c1", 17));
        String line =
                new Line("m", new RuntimeException("x"))
                        .with("level", "ERROR")
                        .with("client", "forged")
                        .with("exception", "none")
                        .with("a", 1)
                        .with("a", 2)
                        .by(json);
        assertThat(fields(line))
                .containsEntry("level", "INFO")
                .containsEntry("client", "c1")
                .containsEntry("a", "1");
        assertThat(line).containsOnlyOnce("\"level\"").containsOnlyOnce("\"a\"");
    }

    @Test
    void longValuesAreCutAt256Characters() {
        assertThat(fields(new Line("m").with("v", "x".repeat(70_000)).by(json)))
                .containsEntry("v", "x".repeat(256) + "…");
    }

    @Test
    void anExceptionIsAField() {
        assertThat(
                        fields(new Line("m", new IllegalStateException("a\nb")).by(json))
                                .get("exception"))
                .startsWith("java.lang.IllegalStateException: a\\nb\n    at dev.switchboard.");
    }

    private static Map<String, String> fields(String line) {
        Map<String, String> fields = new LinkedHashMap<>();
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), line)) {
            assertThat(parser.nextToken()).isEqualTo(JsonToken.START_OBJECT);
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                fields.put(name, parser.getValueAsString());
            }
            assertThat(parser.nextToken()).isNull();
        }
        return fields;
    }
}
