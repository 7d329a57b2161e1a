// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.distribution.Alone;
import dev.switchboard.distribution.Outcome;
import dev.switchboard.distribution.Tarball;
import dev.switchboard.distribution.UnpackedSwitch;
import dev.switchboard.support.Await;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plugins that fail, all in one switch: it goes on, others go on, and the log names them. */
@Alone
class BrokenPluginsIT {
    private static final List<BrokenPlugin> BROKEN =
            List.of(
                    BrokenPlugin.atStart("throws-at-start", "throw new Exception(\"no luck\");"),
                    BrokenPlugin.atStart("links-badly-at-start", "throw new LinkageError();"),
                    BrokenPlugin.atStart(
                            "hangs-at-start",
                            "while (true) { try { Thread.sleep(10); } catch (InterruptedException no) {} }"),
                    BrokenPlugin.atStart(
                            "registers-nonsense",
                            "context.endpoint(\"no path\", (message, sender) -> {});"),
                    BrokenPlugin.atStart(
                            "registers-nothing", "context.on(String.class, (text, sender) -> {});"),
                    new BrokenPlugin(
                            "wants-chat",
                            "context.on(Chat.class, (chat, sender) -> {});",
                            "@Kind(\"chat\") public record Chat() {}"),
                    BrokenPlugin.inHandler(
                            "throws", "throw new IllegalStateException(\"secret\");"),
                    BrokenPlugin.inHandler("links-badly", "throw new NoClassDefFoundError(\"x\");"),
                    BrokenPlugin.inHandler("overflows", "handle();"),
                    BrokenPlugin.inHandler(
                            "hangs",
                            "while (true) { try { Thread.sleep(10); } catch (InterruptedException no) {} }"));

    /** Not the one that hangs at its start. */
    private static final Pattern HANGS = Pattern.compile("\\bhangs(?!-)\\b");

    @AutoClose private static UnpackedSwitch unpacked;

    @BeforeAll
    static void start() throws IOException {
        unpacked =
                UnpackedSwitch.of(Tarball.WITH_JAVA)
                        .configured(
                                """
                                plugins.start-timeout = 3s
                                messages.handler-deadline = 1s
                                """);
        for (BrokenPlugin plugin : BROKEN) {
            plugin.dropInto(unpacked.home());
        }
        unpacked.start();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "throws-at-start",
                "links-badly-at-start",
                "hangs-at-start",
                "registers-nonsense",
                "registers-nothing",
                "wants-chat"
            })
    void onesThatCannotStartAreNamedAndTheOthersServe(String id) throws Exception {
        assertThat(warnings()).anySatisfy(line -> assertThat(line).contains(id));
        Outcome plugins = unpacked.run("plugins");
        assertThat(plugins.exitCode()).as(plugins.toString()).isZero();
        assertThat(plugins.out().lines().filter(line -> line.contains(id)))
                .anySatisfy(line -> assertThat(line).containsIgnoringCase("failed"));
        try (Talker ann = Talker.at(unpacked.websocket())) {
            assertThat(ann.ask("{\"msg_type\":\"" + id.replace('-', '_') + "\",\"id\":%s}"))
                    .contains("\"unknown_kind\"");
            Bystanders.assertServed(unpacked.websocket(), ann);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"throws", "links-badly", "overflows"})
    void handlersThatThrowCostTheirSenderOneError(String id) throws Exception {
        try (Talker ann = Talker.at(unpacked.websocket())) {
            assertThat(ann.ask("{\"msg_type\":\"" + id.replace('-', '_') + "\",\"id\":%s}"))
                    .contains("\"code\":\"internal\"")
                    .doesNotContain("secret", "Exception", "Error\"", "broken_");
            Bystanders.assertServed(unpacked.websocket(), ann);
        }
        Await.until(
                "the log names it", () -> warnings().stream().anyMatch(line -> line.contains(id)));
    }

    @Test
    void oneThatHangsForEverHoldsUpOnlyItsSenderUntilTheDeadline() throws Exception {
        try (Talker ann = Talker.at(unpacked.websocket());
                Talker bob = Talker.at(unpacked.websocket())) {
            ann.say("{\"msg_type\":\"hangs\",\"id\":1}");
            Bystanders.assertServed(unpacked.websocket(), bob);
            assertThat(ann.hear("\"id\":1")).contains("\"code\":\"timeout\"");
            Bystanders.assertServed(unpacked.websocket(), ann);
        }
        Await.until(
                "the log names it",
                () -> warnings().stream().anyMatch(line -> HANGS.matcher(line).find()));
    }

    private static List<String> warnings() throws IOException {
        return unpacked.log()
                .lines()
                .filter(line -> line.contains("WARN") || line.contains("ERROR"))
                .toList();
    }
}
