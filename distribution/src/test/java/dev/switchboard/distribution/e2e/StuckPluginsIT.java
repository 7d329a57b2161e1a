// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.distribution.Alone;
import dev.switchboard.distribution.Outcome;
import dev.switchboard.distribution.Tarball;
import dev.switchboard.distribution.UnpackedSwitch;
import dev.switchboard.support.Await;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plugins that never come back, each in a switch of its own: what becomes of everybody else. */
@Alone
class StuckPluginsIT {
    private static final String DEAF =
            "while (true) { try { Thread.sleep(1000); } catch (InterruptedException deaf) {} }";
    private static final String SPIN = "long n = 0; while (true) { n++; }";

    @AutoClose private final UnpackedSwitch unpacked = UnpackedSwitch.of(Tarball.WITH_JAVA);
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Talker> victims = new ArrayList<>();

    @BeforeEach
    void configure() throws IOException {
        unpacked.configured(
                """
                listen.selectors = 1
                admin.stuck-after = 3s
                drain { window = 1s, close-timeout = 1s }
                plugins.drain-timeout = 1s
                """);
        new BrokenPlugin(
                        "innocent",
                        "context.on(Ping.class, (ping, sender) -> sender.send(new Ping()))"
                                + ".emits(Ping.class);",
                        "")
                .dropInto(unpacked.home());
    }

    @AfterEach
    void disconnect() {
        victims.forEach(Talker::close);
        http.shutdownNow();
    }

    private static BrokenPlugin inline(String body) {
        return new BrokenPlugin(
                "bomb",
                "context.onInline(Ping.class, (ping, sender) -> handle());",
                "void handle() { " + body + " }");
    }

    private static BrokenPlugin raw(String body) {
        return new BrokenPlugin(
                "bomb",
                "context.endpoint(\"/bomb\", (message, sender) -> handle());",
                "void handle() { " + body + " }");
    }

    private void stick(BrokenPlugin plugin, String path) throws Exception {
        plugin.dropInto(unpacked.home());
        unpacked.start();
        stickAgain(path);
    }

    private void stickAgain(String path) throws Exception {
        Talker victim = Talker.at(unpacked.websocket(), path);
        victims.add(victim);
        victim.say("{\"msg_type\":\"bomb\"}");
    }

    private void assertOthersServe() throws Exception {
        Bystanders.assertServed(unpacked.websocket());
        try (Talker ann = Talker.at(unpacked.websocket())) {
            ann.say("{\"msg_type\":\"innocent\"}");
            assertThat(ann.hear("innocent")).contains("\"innocent\"");
        }
    }

    private HttpResponse<String> ask(String path) throws Exception {
        URI address = unpacked.admin().resolve(path);
        return http.send(
                HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(20)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private void assertStopsWithin(Duration bound) throws IOException {
        long begun = System.nanoTime();
        assertThat(unpacked.run("stop").exitCode()).isZero();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(bound);
        assertThat(unpacked.run("status").exitCode()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {DEAF, SPIN})
    void aHandlerThatKeepsTheReaderHoldsUpOthersForAMomentAndTheSwitchEnds(String body)
            throws Exception {
        inline(body).dropInto(unpacked.home());
        unpacked.start();
        try (Talker ann = Talker.at(unpacked.websocket());
                Talker bob = Talker.at(unpacked.websocket())) {
            ann.ask("{\"msg_type\":\"hello\",\"id\":%s}");
            bob.ask("{\"msg_type\":\"hello\",\"id\":%s}");
            Talker victim = Talker.at(unpacked.websocket());
            victims.add(victim);
            victim.say("{\"msg_type\":\"bomb\"}");
            long begun = System.nanoTime();
            ann.say("{\"msg_type\":\"chat\",\"content\":\"on time\"}");
            bob.hear("on time");
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .as("0.6 s, and what a busy machine adds")
                    .isLessThan(Duration.ofSeconds(3));
        }
        assertOthersServe();
        Await.until(
                "the log shows where it stands",
                () -> unpacked.log().contains("broken_bomb.Broken.handle"));
        assertThat(ask("/livez").statusCode()).isEqualTo(200);
        assertThat(ask("/health").body()).contains("\"healthy\" : true");
        assertStopsWithin(Duration.ofSeconds(15));
    }

    @Test
    void aRawHandlerDoesNoMore() throws Exception {
        stick(raw(DEAF), "/bomb");
        stickAgain("/bomb");
        assertOthersServe();
        assertThat(ask("/livez").statusCode()).isEqualTo(200);
        assertStopsWithin(Duration.ofSeconds(15));
    }

    @Test
    void handlersThatComputeOnAllProcessorsLeaveTheAdminPortAlone() throws Exception {
        BrokenPlugin.inHandler("bomb", SPIN).dropInto(unpacked.home());
        unpacked.start();
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            stickAgain("/ws");
        }
        for (String path : List.of("/livez", "/readyz", "/metrics", "/plugins", "/info")) {
            assertThat(ask(path).statusCode()).as(path).isEqualTo(200);
        }
        assertStopsWithin(Duration.ofSeconds(25));
    }

    @Test
    void aGaugeThatHangsIsNamedAndCostsOnlyItself() throws Exception {
        new BrokenPlugin(
                        "bomb",
                        "context.metrics().gauge(\"stuck\", () -> handle());",
                        "double handle() { " + DEAF + " }")
                .dropInto(unpacked.home());
        unpacked.start();
        assertThat(ask("/metrics").body())
                .contains("\nswitchboard_connections ")
                .doesNotContain("\nplugin_bomb_stuck ");
        Await.until(
                "the log names it",
                () ->
                        unpacked.log()
                                .lines()
                                .anyMatch(line ->
                                        line.contains("WARN")
                                                && line.contains("plugin_bomb_stuck")));
    }

    @Test
    void aPluginThatDidNotStartIsTold() throws Exception {
        BrokenPlugin.atStart("bomb", "throw new Exception(\"no luck\");").dropInto(unpacked.home());
        Outcome start = unpacked.run("start");
        assertThat(start.out()).contains("bomb failed:").contains("no luck");
        assertThat(unpacked.run("status").out()).contains("bomb failed:");
        assertThat(ask("/health").body()).contains("plugin bomb failed:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"on", "onInline"})
    void aPluginThatCallsExitIsNamedAndTheProcessDoesNotEndWithZero(String on) throws Exception {
        new BrokenPlugin(
                        "bomb",
                        "context." + on + "(Ping.class, (ping, sender) -> System.exit(0));",
                        "")
                .dropInto(unpacked.home());
        Process process =
                unpacked.command("run")
                        .redirectErrorStream(true)
                        .redirectOutput(unpacked.above().resolve("out.txt").toFile())
                        .start();
        Await.until(
                "it serves", () -> Files.exists(unpacked.home().resolve("run/switchboard.json")));
        stickAgain("/ws");
        assertThat(process.waitFor()).isEqualTo(70);
        assertThat(Files.readString(unpacked.above().resolve("out.txt")))
                .contains("System.exit", "broken_bomb.Broken");
    }

    @Test
    void validateDoesNotSucceedWhenAPluginExitsInItsStart() throws Exception {
        BrokenPlugin.atStart("bomb", "System.exit(0);").dropInto(unpacked.home());
        Outcome validate = unpacked.run("validate");
        assertThat(validate.exitCode()).isEqualTo(70);
        assertThat(validate.complaints()).contains("start of the plugin bomb");
    }
}
