// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.distribution.Alone;
import dev.switchboard.distribution.Outcome;
import dev.switchboard.distribution.Tarball;
import dev.switchboard.distribution.UnpackedSwitch;
import dev.switchboard.support.Await;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Plugins that should say who somebody is, or what it may do, and do not: beside chat, rooms and a
 * plugin that does. Who asks nothing of them does not notice.
 */
@Alone
class BadJudgesIT {
    private static final int VICTIMS = 6;
    private static final int MESSAGES = 200;
    private static final Duration BOUND = Duration.ofSeconds(1);
    private static final String INNOCENT_TOKEN = "known-to-the-innocent";

    /** What it does instead of answering. */
    enum Way {
        NEVER_RETURNS("quarantined", "new java.util.concurrent.CountDownLatch(1).await();"),
        THROWS("quarantined", "throw new LinkageError(\"no luck\");"),
        /** Its share lets only some of its calls begin, so it may be that few are stuck. */
        COMPUTES("blocked|quarantined", "while (true) { Thread.onSpinWait(); }"),
        IGNORES_INTERRUPTS(
                "blocked",
                "while (true) { try { Thread.sleep(10); } catch (InterruptedException no) {} }");

        private final Pattern state;
        private final String body;

        Way(String state, String body) {
            this.state = Pattern.compile(state);
            this.body = body;
        }

        /** Whether the switch says in this line what becomes of such a plugin. */
        boolean becomes(String line) {
            return state.matcher(line).find();
        }
    }

    @AutoClose private final UnpackedSwitch unpacked = UnpackedSwitch.of(Tarball.WITH_JAVA);
    private final List<Talker> victims = new ArrayList<>();

    @AfterEach
    void disconnect() {
        victims.forEach(Talker::close);
    }

    private void start(String body) throws IOException {
        new BrokenPlugin(
                        "an-innocent",
                        """
                        context.on(Ping.class, (ping, sender) -> {});
                        context.authenticate(shown -> shown.token()
                                .filter("%s"::equals).map(token -> Identity.of("ann")));
                        """
                                .formatted(INNOCENT_TOKEN),
                        "")
                .dropInto(unpacked.home());
        new BrokenPlugin(
                        "bad-authenticator",
                        "context.authenticate(shown -> { judge(); return java.util.Optional.empty(); });",
                        "void judge() throws Exception { " + body + " }")
                .dropInto(unpacked.home());
        new BrokenPlugin(
                        "bad-authorizer",
                        "context.authorize(question -> { judge(); return Authorizer.Verdict.ALLOW; });",
                        "void judge() throws Exception { " + body + " }")
                .dropInto(unpacked.home());
        unpacked.configured(
                        """
                        messages { handler-deadline = 1s, rate = 1000000/s, burst = 1000000 }
                        plugins { max-stuck-calls = 4, quarantine-failures = 4 }
                        rights.rules = [
                          { allow = [connect], rooms = ["/ws"] }
                          { allow = [join, publish], rooms = [r] }
                          { allow = [chat, an_innocent] }
                        ]
                        """)
                .start();
    }

    @ParameterizedTest
    @EnumSource
    void othersAreServedWhileOne(Way way) throws Exception {
        start(way.body);
        try (var ann = Talker.at(unpacked.websocket()).join("r");
                var bob = Talker.at(unpacked.websocket()).join("r")) {
            ask();
            assertServedInTime(ann, bob);
            for (int n = 0; n < VICTIMS; n++) {
                assertThat(victims.get(n).hear("\"id\":1")).contains("\"error\"");
                assertThat(victims.get(VICTIMS + n).hear("\"id\":1")).contains("\"unavailable\"");
            }
            assertThat(ann.login(INNOCENT_TOKEN)).contains("\"user\":\"ann\"");
            assertThat(ann.ask("{\"msg_type\":\"an_innocent\",\"id\":%s}")).contains("\"ok\"");
            Bystanders.assertServed(unpacked.websocket());
        }
        var figures = new Figures(unpacked);
        for (String bad : List.of("bad-authenticator", "bad-authorizer")) {
            Await.until("plugins says so of " + bad, () -> way.becomes(line(bad)));
            assertThat(figures.page("/health").body()).contains("plugin " + bad + " ");
            assertThat(figures.metrics())
                    .contains("switchboard_plugin_up{plugin=\"" + bad + "\"} 0");
        }
        for (String good : List.of("an-innocent", "chat", "rooms")) {
            assertThat(line(good)).contains("running");
        }
    }

    /** Some show a token that only the bad one could know, and others ask it for a room. */
    private void ask() throws Exception {
        for (int n = 0; n < 2 * VICTIMS; n++) {
            victims.add(Talker.at(unpacked.websocket()));
        }
        for (int n = 0; n < VICTIMS; n++) {
            victims.get(n)
                    .say(
                            "{\"msg_type\":\"auth\",\"id\":1,\"token\":\"known-to-nobody-"
                                    + n
                                    + "\"}");
            victims.get(VICTIMS + n).say("{\"msg_type\":\"join_room\",\"room\":\"bad\",\"id\":1}");
        }
    }

    /** As promised of others beside a slow client: 99 % of messages arrive within a second. */
    private static void assertServedInTime(Talker ann, Talker bob) throws Exception {
        List<Duration> took = new ArrayList<>();
        for (int n = 0; n < MESSAGES; n++) {
            long began = System.nanoTime();
            ann.say("{\"msg_type\":\"room_message\",\"room\":\"r\",\"content\":\"no " + n + " \"}");
            bob.hear("no " + n + " ");
            took.add(Duration.ofNanos(System.nanoTime() - began));
        }
        took.sort(null);
        assertThat(took.get(MESSAGES * 99 / 100)).isLessThan(BOUND);
    }

    private String line(String plugin) throws IOException {
        Outcome plugins = unpacked.run("plugins");
        assertThat(plugins.exitCode()).as(plugins.toString()).isZero();
        return plugins.out()
                .lines()
                .filter(line -> line.startsWith(plugin + " "))
                .findFirst()
                .orElseThrow();
    }
}
