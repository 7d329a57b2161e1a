// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.api.Credentials;
import dev.switchboard.api.Grant;
import dev.switchboard.api.Identity;
import dev.switchboard.api.Kind;
import dev.switchboard.api.PluginContext;
import dev.switchboard.api.Refusal;
import dev.switchboard.api.Topic;
import dev.switchboard.server.RunningSwitch;
import dev.switchboard.server.client.Revocation.What;
import dev.switchboard.server.time.VirtualTime;
import dev.switchboard.support.Await;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that say who they are, in the handshake or later, against a switch that listens. */
class LoginOnTheWireTest {

    private static final String QUIET = "heartbeat { interval = 1h, timeout = 1h }\n";
    private static final String REQUIRED = QUIET + "auth.required = true\n";
    private static final String OK = "{\"msg_type\":\"ok\",\"id\":1";

    @Kind("shout")
    record Shout(String text) {}

    @Kind("shouted")
    record Shouted(String text) {}

    private final VirtualTime time = new VirtualTime();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch answered = new CountDownLatch(1);
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private RunningSwitch running;

    @AfterEach
    void stop() {
        running.close();
    }

    private void start(String settings) throws Exception {
        running = RunningSwitch.with(settings, this::plugin, time);
    }

    private void plugin(PluginContext context) {
        context.authenticate(this::identity);
        context.emits(Shouted.class);
        context.onInline(
                Shout.class,
                (shout, _) -> context.hub().publish(Topic.everyone(), new Shouted(shout.text())));
        context.onConnect(client -> events.add(client.user().orElse("nobody") + " is here"));
        context.onDisconnect(client -> events.add(client.user().orElse("nobody") + " has left"));
        context.endpoint("/raw", (message, sender) -> sender.send(message));
    }

    /** Tokens are names, with what is to become of them. */
    private Optional<Identity> identity(Credentials credentials) throws Exception {
        if (credentials.token().isEmpty()) {
            return Optional.ofNullable(credentials.headers().get("cookie"))
                    .map(cookies -> Identity.of("cookie " + cookies.getFirst()));
        }
        var token = credentials.token().get();
        return switch (token) {
            case "bad" -> throw Refusal.of("bad_signature", "somebody else has signed it");
            case "slow-ann" -> {
                asked.countDown();
                answered.await();
                yield Optional.of(Identity.of("ann"));
            }
            case "down" -> throw new IOException("nobody is there");
            case "unknown" -> Optional.empty();
            case "ann-60" ->
                    Optional.of(
                            Identity.of("ann")
                                    .issuedAt(now())
                                    .expiringAt(now().plusSeconds(60))
                                    .granted(List.of(new Grant(Set.of("join"), "a.*"))));
            case "ann-600" ->
                    Optional.of(
                            Identity.of("ann").issuedAt(now()).expiringAt(now().plusSeconds(600)));
            case "ann-old" -> Optional.of(Identity.of("ann").expiringAt(now()));
            case "ann-forever" ->
                    Optional.of(
                            Identity.of("ann")
                                    .issuedAt(now())
                                    .expiringAt(now().plus(Duration.ofHours(25))));
            case "ann-issued-early" ->
                    Optional.of(Identity.of("ann").issuedAt(now().minusSeconds(3600)));
            case "ann-id-7" ->
                    Optional.of(
                            new Identity(
                                    "ann",
                                    Optional.empty(),
                                    Optional.of(now()),
                                    Optional.empty(),
                                    Optional.of("7")));
            default -> Optional.of(Identity.of(token));
        };
    }

    private Instant now() {
        return time.instant();
    }

    private HttpAnswer ask(String path, String... headers) throws IOException {
        try (var client = RawClient.connect(running.port())) {
            client.send(RawClient.handshake(path, headers));
            return client.readResponse();
        }
    }

    private RawClient open(String... headers) throws IOException {
        return RawClient.open(running.port(), "/ws", headers);
    }

    private static void say(RawClient client, String text) throws IOException {
        client.send(ClientFrame.text(text));
    }

    private static void auth(RawClient client, String token) throws IOException {
        say(client, "{\"msg_type\":\"auth\",\"id\":1,\"token\":\"" + token + "\"}");
    }

    private static String user(RawClient client) throws IOException {
        return ofHello(client, "user");
    }

    private static String id(RawClient client) throws IOException {
        return ofHello(client, "client");
    }

    /** What the switch says of the client; empty if it says nothing. */
    private static String ofHello(RawClient client, String field) throws IOException {
        say(client, "{\"msg_type\":\"hello\"}");
        String answer = client.next().text();
        assertThat(answer).startsWith("{\"msg_type\":\"hello\"");
        String name = "\"" + field + "\":\"";
        int at = answer.indexOf(name);
        int from = at + name.length();
        return at < 0 ? "" : answer.substring(from, answer.indexOf('"', from));
    }

    private long answers() {
        return running.count("switchboard_authentications_total");
    }

    // In the handshake

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

    // By a message

    @Test
    void whoHasToSayItGetsNothingBefore() throws Exception {
        start(REQUIRED);
        try (var ann = open();
                var bob = open("Authorization: Bearer bob")) {
            say(ann, "{\"msg_type\":\"shout\",\"id\":1,\"text\":\"hi\"}");
            assertThat(ann.next().text()).contains("\"code\":\"login_needed\"", "\"id\":1");
            assertThat(user(ann)).isEmpty();
            say(bob, "{\"msg_type\":\"shout\",\"text\":\"one\"}");
            bob.expectText("{\"msg_type\":\"shouted\",\"text\":\"one\"}");

            auth(ann, "ann");
            assertThat(ann.next().text()).as("all that came").startsWith(OK + ",\"user\":\"ann\"");
            say(bob, "{\"msg_type\":\"shout\",\"text\":\"two\"}");
            ann.expectText("{\"msg_type\":\"shouted\",\"text\":\"two\"}");
            assertThat(user(ann)).isEqualTo("ann");
            time.advance(Duration.ofMinutes(5));
            assertThat(user(ann)).as("no deadline any more").isEqualTo("ann");
        }
        Await.until(() -> running.present() == 0);
    }

    @Test
    void pluginsAreToldOfWhoHasSaidIt() throws Exception {
        start(REQUIRED);
        try (var ann = open()) {
            assertThat(user(ann)).isEmpty();
            auth(ann, "ann");
            assertThat(ann.next().text()).startsWith(OK);
        }
        try (var nobody = open()) {
            assertThat(user(nobody)).isEmpty();
        }
        try (var bob = open("Authorization: Bearer bob")) {
            assertThat(user(bob)).isEqualTo("bob");
        }
        for (String event : List.of("ann is here", "ann has left", "bob is here", "bob has left")) {
            assertThat(events.poll(20, TimeUnit.SECONDS)).isEqualTo(event);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoLeavesBeforeTheAnswerTakesNoPlace(boolean isRequired) throws Exception {
        start(
                QUIET
                        + "messages.handler-deadline = 5m, gate.per-user.connections = 1\n"
                        + "auth.required = "
                        + isRequired);
        try (var ann = open()) {
            String id = id(ann);
            auth(ann, "slow-ann");
            asked.await();
            assertThat(running.revoker().end(id)).isTrue();
            ann.expectClose(4500);
        }
        time.advance(
                Duration.ofSeconds(10)); // it was not read, so its answer is not awaited longer
        Await.until(() -> running.present() == 0);
        answered.countDown();
        Await.until(() -> answers() == 1);
        for (int i = 0; i < 3; i++) {
            try (var ann = open("Authorization: Bearer ann")) {
                assertThat(user(ann)).isEqualTo("ann");
            }
            Await.until(() -> running.present() == 0);
        }
    }

    @Test
    void aPathWithoutMessagesNeedsItAtOnce() throws Exception {
        start(REQUIRED);
        var answer = ask("/raw");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(ask("/raw", "Authorization: Bearer ann").status()).isEqualTo(101);
    }

    @Test
    void whoDoesNotSayItInTimeIsClosed() throws Exception {
        start(REQUIRED);
        try (var ann = open()) {
            assertThat(user(ann)).isEmpty();
            time.advance(Duration.ofSeconds(6));
            ann.expectClose(4501);
        }
        Await.until(() -> running.present() == 0);
    }

    @Test
    void whoTriesTooOftenIsClosed() throws Exception {
        start(REQUIRED + "auth { messages-before = 2 }");
        try (var ann = open()) {
            auth(ann, "bad");
            assertThat(ann.next().text())
                    .contains("\"code\":\"bad_signature\"", "somebody else has signed it");
            auth(ann, "unknown");
            assertThat(ann.next().text()).contains("\"code\":\"bad_token\"");
            auth(ann, "ann");
            ann.expectClose(4501);
        }
    }

    @Test
    void whoHasToSayItMaySendSmallFramesOnly() throws Exception {
        start(REQUIRED);
        try (var ann = open()) {
            say(ann, "x".repeat(6000));
            ann.expectClose(1009);
        }
        try (var ann = open()) {
            ann.send(ClientFrame.fragment(Opcode.TEXT, false, "{"));
            ann.expectClose(1008);
        }
        try (var bob = open("Authorization: Bearer bob")) {
            say(bob, "x".repeat(6000));
            assertThat(bob.next().text()).contains("bad_json");
        }
    }

    @Test
    void aClientMayShowAnotherTokenOfTheSameUser() throws Exception {
        start(QUIET);
        try (var ann = open("Authorization: Bearer ann-60")) {
            assertThat(user(ann)).isEqualTo("ann");
            time.advance(Duration.ofSeconds(31));
            assertThat(ann.next().text())
                    .startsWith("{\"msg_type\":\"expiring\",\"expires_in_ms\":");
            auth(ann, "ann-600");
            assertThat(ann.next().text()).startsWith(OK + ",\"user\":\"ann\",\"expires_at\":");
            time.advance(Duration.ofSeconds(100));
            assertThat(user(ann)).isEqualTo("ann");
            auth(ann, "bob");
            assertThat(ann.next().text()).contains("\"code\":\"bad_token\"");
            assertThat(user(ann)).isEqualTo("ann");
        }
    }

    @Test
    void theAnswerTellsWhatTheTokenAllows() throws Exception {
        start(QUIET);
        try (var ann = open()) {
            auth(ann, "ann-60");
            assertThat(ann.next().text())
                    .contains("\"rights\":[{\"actions\":[\"join\"],\"rooms\":\"a.*\"}]");
        }
    }

    @Test
    void whoseTokenExpiresIsToldAndThenClosed() throws Exception {
        start(QUIET);
        try (var ann = open("Authorization: Bearer ann-60")) {
            assertThat(user(ann)).isEqualTo("ann");
            time.advance(Duration.ofSeconds(31));
            assertThat(ann.next().text()).contains("expiring");
            time.advance(Duration.ofSeconds(30));
            ann.expectClose(4002);
        }
        Await.until(() -> running.present() == 0);
    }

    @Test
    void aUserHasOnlySoManyConnectionsHoweverTheyLogIn() throws Exception {
        start(QUIET + "gate.per-user.connections = 1");
        try (var first = open("Authorization: Bearer ann");
                var second = open()) {
            assertThat(ask("/ws", "Authorization: Bearer ann").status()).isEqualTo(429);
            auth(second, "ann");
            assertThat(second.next().text()).contains("\"code\":\"too_many_connections\"");
            assertThat(user(second)).isEmpty();
            first.vanish();
            Await.until(() -> running.present() == 1);
            auth(second, "ann");
            assertThat(second.next().text()).startsWith(OK);
        }
    }

    // Revoked

    @Test
    void whoIsRevokedIsSentAwayAndMayComeBackWithSomethingNewer() throws Exception {
        start(QUIET);
        try (var ann = open("Authorization: Bearer ann");
                var early = open("Authorization: Bearer ann-issued-early");
                var bob = open("Authorization: Bearer bob")) {
            assertThat(user(ann) + user(early) + user(bob)).isEqualTo("annannbob");
            assertThat(running.revoker().revoke(What.USER, "ann", now())).isEqualTo(2);
            ann.expectClose(4500);
            early.expectClose(4500);
            assertThat(user(bob)).isEqualTo("bob");
        }
        time.advance(Duration.ofSeconds(1));
        var old = ask("/ws", "Authorization: Bearer ann-issued-early");
        assertThat(old.status()).isEqualTo(401);
        assertThat(ask("/ws", "Authorization: Bearer ann").status()).isEqualTo(101);
        running.revoker().revocations().remove(What.USER, "ann");
        assertThat(ask("/ws", "Authorization: Bearer ann-issued-early").status()).isEqualTo(101);
    }

    @Test
    void oneTokenAloneCanBeRevoked() throws Exception {
        start(QUIET);
        try (var seven = open("Authorization: Bearer ann-id-7");
                var other = open("Authorization: Bearer ann")) {
            assertThat(user(seven) + user(other)).isEqualTo("annann");
            assertThat(running.revoker().revoke(What.TOKEN, "7", now())).isEqualTo(1);
            seven.expectClose(4500);
            auth(other, "ann-id-7");
            assertThat(other.next().text()).contains("\"code\":\"bad_token\"", "revoked");
            assertThat(user(other)).isEqualTo("ann");
        }
        assertThat(ask("/ws", "Authorization: Bearer ann-id-7").status()).isEqualTo(401);
    }

    @Test
    void everybodyCanBeSentAwayButThoseWhoAreNobody() throws Exception {
        start(QUIET);
        try (var ann = open("Authorization: Bearer ann");
                var nobody = open()) {
            assertThat(user(ann) + user(nobody)).isEqualTo("ann");
            assertThat(running.revoker().revoke(What.EVERYBODY, "", now())).isEqualTo(1);
            ann.expectClose(4500);
            assertThat(user(nobody)).isEmpty();
        }
    }

    @Test
    void oneClientCanBeSentAway() throws Exception {
        start(QUIET);
        try (var ann = open()) {
            String id = id(ann);
            assertThat(running.revoker().end("nobody")).isFalse();
            assertThat(running.revoker().end(id)).isTrue();
            ann.expectClose(4500);
        }
    }
}
