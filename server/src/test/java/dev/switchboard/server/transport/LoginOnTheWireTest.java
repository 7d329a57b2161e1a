// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import dev.switchboard.support.Await;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What the handshake shows to say who somebody is. */
class LoginOnTheWireTest extends LoginOnTheWire {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Bearer ann",
                "authorization: bearer  ann ",
                "Sec-WebSocket-Protocol: switchboard.v1, bearer.ann",
                "Sec-WebSocket-Protocol: bearer.ann"
            })
    void aTokenInTheHandshakeSaysWhoSomebodyIs(String header) throws Exception {
        start(REQUIRED);
        try (var client = open(header)) {
            assertThat(user(client)).isEqualTo("ann");
        }
    }

    @Test
    void theTokenAmongTheSubprotocolsIsNotEchoed() throws Exception {
        start(QUIET);
        var both = ask("/ws", "Sec-WebSocket-Protocol: bearer.ann, switchboard.v1");
        assertThat(both.status()).isEqualTo(101);
        assertThat(both.header("Sec-WebSocket-Protocol")).isEqualTo("switchboard.v1");
        var alone = ask("/ws", "Sec-WebSocket-Protocol: bearer.ann");
        assertThat(alone.header("Sec-WebSocket-Protocol")).isEmpty();
    }

    @Test
    void noTokenIsInTheLogWhateverBecomesOfIt() throws Exception {
        start(QUIET + "auth.query-parameter = token");
        var lines = new ListAppender<ILoggingEvent>();
        var ours = (Logger) LoggerFactory.getLogger("dev.switchboard.server");
        var before = ours.getLevel();
        lines.start();
        ours.addAppender(lines);
        ours.setLevel(Level.TRACE);
        try {
            for (String token : List.of("secret-unknown", "secret-bad", "secret-down", "secret")) {
                for (String header :
                        List.of(
                                "Authorization: Bearer ",
                                "Sec-WebSocket-Protocol: bearer.",
                                "Sec-WebSocket-Protocol: \"x, bearer.")) {
                    assertThat(ask("/ws", header + token).status()).isIn(101, 401, 503);
                }
                assertThat(ask("/ws?token=" + token).status()).isIn(101, 401, 503);
                try (var client = open()) {
                    auth(client, token);
                    assertThat(client.next().text()).contains("\"id\":1");
                }
                time.advance(Duration.ofSeconds(2)); // some lines are told once a second
            }
            Await.until(() -> running.present() == 0);
        } finally {
            ours.setLevel(before);
            ours.detachAppender(lines);
        }
        assertThat(lines.list).isNotEmpty().noneMatch(line -> text(line).contains("secret-"));
    }

    private static String text(ILoggingEvent line) {
        var cause = line.getThrowableProxy();
        return line.getFormattedMessage()
                + line.getKeyValuePairs()
                + (cause == null ? "" : ThrowableProxyUtil.asString(cause));
    }

    /** An exception would bring the header, and so the token, into the log. */
    @Test
    void aQuoteAmongTheSubprotocolsIsASignLikeOthers() throws Exception {
        start(QUIET);
        var answer = ask("/ws", "Sec-WebSocket-Protocol: \"x, switchboard.v1, bearer.ann");
        assertThat(answer.status()).isEqualTo(101);
        assertThat(answer.header("Sec-WebSocket-Protocol")).isEqualTo("switchboard.v1");
        assertThat(ask("/ws", "Sec-WebSocket-Protocol: bearer.b\"ad").status()).isEqualTo(101);
        assertThat(ask("/ws", "Sec-WebSocket-Protocol: \"x, bearer.bad").status()).isEqualTo(401);
    }

    @Test
    void aTokenInTheUrlCountsOnlyIfItIsSwitchedOn() throws Exception {
        start(QUIET);
        try (var client = RawClient.open(running.port(), "/ws?token=ann")) {
            assertThat(user(client)).isEmpty();
        }
        running.change(QUIET + "auth.query-parameter = token");
        try (var client = RawClient.open(running.port(), "/ws?token=ann")) {
            assertThat(user(client)).isEqualTo("ann");
        }
        assertThat(ask("/ws?token=bad").status()).isEqualTo(401);
        try (var client = RawClient.open(running.port(), "/ws?token=%zz")) {
            assertThat(user(client)).as("of a URL that is none").isEmpty();
        }
    }

    @Test
    void cookiesMaySayItTooAndNeedNot() throws Exception {
        start(QUIET);
        try (var client = open("Cookie: session=5")) {
            assertThat(user(client)).isEqualTo("cookie session=5");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bad", "unknown", "ann-old", "ann-forever"})
    void whatIsNotValidIsRefused(String token) throws Exception {
        start(QUIET);
        var answer = ask("/ws", "Authorization: Bearer " + token);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
        assertThat(answer.body()).doesNotContain(token);
        Await.until(() -> running.present() == 0);
    }

    @Test
    void aTokenThatIsTooLongIsShownToNobody() throws Exception {
        start(QUIET + "auth.max-token = 10 B");
        assertThat(ask("/ws", "Authorization: Bearer 12345678901").status()).isEqualTo(401);
        assertThat(ask("/ws", "Authorization: Bearer 1234567890").status()).isEqualTo(101);
    }

    @Test
    void whoCannotBeAskedSaysSo() throws Exception {
        start(QUIET);
        for (int i = 0; i < 30; i++) { // and costs its address nothing
            assertThat(ask("/ws", "Authorization: Bearer down").status()).isEqualTo(503);
        }
    }

    @Test
    void anAddressWithManyBadTokensMustWait() throws Exception {
        start(QUIET + "auth.failures-per-address = 3/min");
        for (int i = 0; i < 3; i++) {
            assertThat(ask("/ws", "Authorization: Bearer bad").status()).isEqualTo(401);
        }
        long asked = answers();
        assertThat(ask("/ws", "Authorization: Bearer ann").status()).isEqualTo(429);
        assertThat(answers()).as("questions to plugins").isEqualTo(asked);
        try (var nobody = open()) {
            assertThat(user(nobody)).as("who shows nothing comes in").isEmpty();
            auth(nobody, "ann");
            assertThat(nobody.next().text()).contains("\"code\":\"rate_limited\"");
        }
        time.advance(Duration.ofSeconds(21));
        assertThat(ask("/ws", "Authorization: Bearer ann").status()).isEqualTo(101);
    }
}
