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
import dev.switchboard.server.time.VirtualTime;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;

/** Clients that say who they are, against a switch that listens and knows some tokens. */
abstract class LoginOnTheWire {

    static final String QUIET = "heartbeat { interval = 1h, timeout = 1h }\n";
    static final String REQUIRED = QUIET + "auth.required = true\n";
    static final String OK = "{\"msg_type\":\"ok\",\"id\":1";

    @Kind("shout")
    record Shout(String text) {}

    @Kind("whisper")
    record Whisper(String to) {}

    @Kind("shouted")
    record Shouted(String text) {}

    final VirtualTime time = new VirtualTime();
    final CountDownLatch asked = new CountDownLatch(1);
    final CountDownLatch answered = new CountDownLatch(1);
    final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final Instant began = time.instant();
    RunningSwitch running;

    @AfterEach
    void stop() {
        running.close();
    }

    void start(String settings) throws Exception {
        running = RunningSwitch.with(settings, this::plugin, time);
    }

    void plugin(PluginContext context) {
        context.authenticate(this::identity);
        context.emits(Shouted.class);
        context.onInline(
                Shout.class,
                (shout, _) -> context.hub().publish(Topic.everyone(), new Shouted(shout.text())));
        context.onConnect(client -> events.add(client.user().orElse("nobody") + " is here"));
        context.onDisconnect(client -> events.add(client.user().orElse("nobody") + " has left"));
        context.on(
                Whisper.class,
                (whisper, _) ->
                        context.hub().publish(Topic.client(whisper.to()), new Shouted("psst")));
        context.endpoint("/raw", (message, sender) -> sender.send(message));
    }

    /** Tokens are names, with what is to become of them. */
    Optional<Identity> identity(Credentials credentials) throws Exception {
        if (credentials.token().isEmpty()) {
            return Optional.ofNullable(credentials.headers().get("cookie"))
                    .map(cookies -> Identity.of("cookie " + cookies.getFirst()));
        }
        var token = credentials.token().get();
        return switch (token.replaceFirst("secret-", "")) {
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
            case "ann-until-noon" ->
                    Optional.of(
                            Identity.of("ann").issuedAt(began).expiringAt(began.plusSeconds(60)));
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

    Instant now() {
        return time.instant();
    }

    HttpAnswer ask(String path, String... headers) throws IOException {
        try (var client = RawClient.connect(running.port())) {
            client.send(RawClient.handshake(path, headers));
            return client.readResponse();
        }
    }

    RawClient open(String... headers) throws IOException {
        return RawClient.open(running.port(), "/ws", headers);
    }

    static void say(RawClient client, String text) throws IOException {
        client.send(ClientFrame.text(text));
    }

    static void auth(RawClient client, String token) throws IOException {
        say(client, "{\"msg_type\":\"auth\",\"id\":1,\"token\":\"" + token + "\"}");
    }

    static String user(RawClient client) throws IOException {
        return ofHello(client, "user");
    }

    static String id(RawClient client) throws IOException {
        return ofHello(client, "client");
    }

    /** What the switch says of the client; empty if it says nothing. */
    static String ofHello(RawClient client, String field) throws IOException {
        say(client, "{\"msg_type\":\"hello\"}");
        String answer = client.next().text();
        assertThat(answer).startsWith("{\"msg_type\":\"hello\"");
        String name = "\"" + field + "\":\"";
        int at = answer.indexOf(name);
        int from = at + name.length();
        return at < 0 ? "" : answer.substring(from, answer.indexOf('"', from));
    }

    long answers() {
        return running.count("switchboard_authentications_total");
    }
}
