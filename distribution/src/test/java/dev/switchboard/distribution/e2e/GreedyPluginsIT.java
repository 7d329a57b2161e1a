// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.distribution.Alone;
import dev.switchboard.distribution.Outcome;
import dev.switchboard.distribution.Tarball;
import dev.switchboard.distribution.UnpackedSwitch;
import dev.switchboard.support.Await;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Plugins that take what belongs to others: processors, threads, kinds. All of them at once, beside
 * chat, rooms and one that does no harm.
 */
@Alone
class GreedyPluginsIT {

    private static final String SPIN = "while (true) { Thread.onSpinWait(); }";
    private static final String SLEEP =
            "while (true) { try { Thread.sleep(10); } catch (InterruptedException no) {} }";

    private static final List<BrokenPlugin> PLUGINS =
            List.of(
                    new BrokenPlugin("innocent", "context.on(Ping.class, (p, s) -> {});", ""),
                    BrokenPlugin.inHandler("computes", SPIN),
                    BrokenPlugin.inHandler("never-ends", SLEEP),
                    BrokenPlugin.atStart(
                            "ticks",
                            "for (int n = 0; n < 4; n++) { context.scheduler().every("
                                    + "java.time.Duration.ofMillis(100), () -> { "
                                    + SPIN
                                    + " }); }"),
                    BrokenPlugin.atStart(
                            "listens",
                            "context.onConnect(c -> { throw new IllegalStateException(\"x\"); });"
                                    + " context.onJoin((c, r) -> { "
                                    + SLEEP
                                    + " }); context.onLeave((c, r) -> { "
                                    + SPIN
                                    + " });"),
                    BrokenPlugin.atStart("a-thief", "context.on(Chat.class, (chat, sender) -> {});")
                            .with("@Kind(\"chat\") public record Chat(String content) {}"),
                    BrokenPlugin.atStart("b-thief", "context.on(Hi.class, (hi, sender) -> {});")
                            .with("@Kind(\"hello\") public record Hi() {}"));

    @AutoClose private static UnpackedSwitch unpacked;

    @BeforeAll
    static void start() throws IOException {
        unpacked =
                UnpackedSwitch.of(Tarball.WITH_JAVA)
                        .configured(
                                """
                                messages.handler-deadline = 1s
                                plugins { task-deadline = 1s, max-stuck-calls = 4, quarantine-failures = 1000 }
                                """);
        for (BrokenPlugin plugin : PLUGINS) {
            plugin.dropInto(unpacked.home());
        }
        unpacked.start();
    }

    @Test
    void whateverTheyDoTheOthersAreServedAndTheyAreNamed() throws Exception {
        List<Talker> victims = new ArrayList<>();
        try {
            for (int n = 0; n < 6; n++) {
                victims.add(Talker.at(unpacked.websocket()));
                victims.get(n).say("{\"msg_type\":\"computes\",\"id\":1}");
            }
            for (int n = 0; n < 6; n++) {
                victims.add(Talker.at(unpacked.websocket()));
                victims.getLast().say("{\"msg_type\":\"never_ends\",\"id\":1}");
            }
            assertOthersServe();
            for (Talker victim : victims) {
                assertThat(victim.hear("\"id\":1")).contains("\"code\":\"timeout\"");
            }
            assertOthersServe();
        } finally {
            victims.forEach(Talker::close);
        }
        assertOthersServe();
        Await.until(
                "the log names the call that goes on",
                () -> unpacked.log().contains("a call ignores its interrupt"));
        Await.until("the switch says who is blocked", () -> line("never-ends").contains("blocked"));
        assertThat(line("a-thief")).contains("failed", "kind chat is claimed by the plugins chat");
        assertThat(line("b-thief")).contains("failed", "spoken by the switch itself");
        assertThat(line("chat")).contains("running");
        assertThat(line("innocent")).contains("running");
        Await.until(
                "the metrics count it",
                () ->
                        metrics().contains("switchboard_plugin_stuck_calls{plugin=\"never-ends\"} ")
                                && metrics()
                                        .contains(
                                                "switchboard_plugin_up{plugin=\"never-ends\"} 0"));
    }

    private static String line(String plugin) throws IOException {
        Outcome plugins = unpacked.run("plugins");
        assertThat(plugins.exitCode()).as(plugins.toString()).isZero();
        return plugins.out()
                .lines()
                .filter(line -> line.startsWith(plugin + " "))
                .findFirst()
                .orElseThrow();
    }

    private static String metrics() throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(unpacked.admin().resolve("/metrics")).build(),
                            BodyHandlers.ofString())
                    .body();
        }
    }

    private static void assertOthersServe() throws Exception {
        Bystanders.assertServed(unpacked.websocket());
        try (Talker ann = Talker.at(unpacked.websocket())) {
            assertThat(ann.ask("{\"msg_type\":\"innocent\",\"id\":%s}")).contains("\"ok\"");
        }
    }
}
