// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TextLineTest {

    private static final String START = "2025-01-02 03:04:05.678 INFO  Gate             ";

    private final TextLine text = new TextLine(ZoneOffset.UTC);

    @AfterEach
    void nobody() {
        Correlation.restore(null);
    }

    @Test
    void saysWhenHowBadWhoAndWhat() {
        assertThat(new Line("client connected").by(text)).isEqualTo(START + "client connected\n");
    }

    @Test
    void namesTheMessageThatCausedItAndTheDetails() {
        Correlation.restore(new Correlation("c1", 17));
        assertThat(new Line("handler failed").with("kind", "chat").with("tries", 2).by(text))
                .isEqualTo(START + "handler failed [c1-17] kind=chat tries=2\n");
    }

    @Test
    void aValueCanForgeNeitherAPairNorALine() {
        assertThat(
                        new Line("no such room")
                                .with("room", "a level=ERROR\n2025-01-02 forged \"x\"\u001b[2J")
                                .by(text))
                .isEqualTo(
                        START
                                + "no such room"
                                + " room=\"a level=ERROR\\n2025-01-02 forged \\\"x\\\"\\u001b[2J\"\n");
    }

    @Test
    void aMessageCannotForgeALine() {
        assertThat(new Line("bad\r\n2025 forged\u001b]0;x\u0007").by(text))
                .isEqualTo(START + "bad\\r\\n2025 forged\\u001b]0;x\\u0007\n");
    }

    @Test
    void lookupsAreOnlyText() {
        assertThat(new Line("${jndi:ldap://x/a} %X{a}").by(text))
                .isEqualTo(START + "${jndi:ldap://x/a} %X{a}\n");
    }

    @Test
    void longValuesAreCutAt256Characters() {
        assertThat(new Line("m").with("v", "x".repeat(70_000)).by(text))
                .isEqualTo(START + "m v=\"" + "x".repeat(256) + "…\"\n");
        assertThat(new Line("m").with("v", "x".repeat(256)).by(text))
                .isEqualTo(START + "m v=" + "x".repeat(256) + "\n");
    }

    @Test
    void aValueThatCannotDescribeItselfIsNamed() {
        Object broken =
                new Object() {
                    @Override
                    public String toString() {
                        throw new IllegalStateException("on purpose");
                    }
                };
        assertThat(new Line("m").with("v", broken).with("w", null).by(text))
                .isEqualTo(START + "m v=\"unprintable: java.lang.IllegalStateException\" w=null\n");
    }

    @Test
    void anExceptionFollowsWithItsCausesAndCannotForgeALine() {
        Exception cause = new IllegalStateException("inner\nforged");
        cause.addSuppressed(new RuntimeException("beside"));
        String logged = new Line("m", new IllegalArgumentException("outer", cause)).by(text);
        assertThat(logged.lines())
                .startsWith(START + "m", "java.lang.IllegalArgumentException: outer")
                .contains(
                        "caused by: java.lang.IllegalStateException: inner\\nforged",
                        "suppressed: java.lang.RuntimeException: beside");
        assertThat(logged)
                .contains("    at dev.switchboard.server.log.TextLineTest.")
                .contains("    … ");
    }

    @Test
    void endlessRecursionTakesAPage() {
        StackOverflowError deep = new StackOverflowError();
        StackTraceElement frame = new StackTraceElement("A", "b", "A.java", 1);
        StackTraceElement[] frames = new StackTraceElement[1024];
        java.util.Arrays.fill(frames, frame);
        deep.setStackTrace(frames);
        assertThat(new Line("m", deep).by(text).lines()).hasSize(53).endsWith("    … 974 more");
    }
}
