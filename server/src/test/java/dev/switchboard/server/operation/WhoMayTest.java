// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.api.Authorizer.Verdict;
import dev.switchboard.api.Grant;
import dev.switchboard.api.Identity;
import dev.switchboard.api.Kind;
import dev.switchboard.api.MessagePlugin;
import dev.switchboard.api.Needs;
import dev.switchboard.server.SwitchCoreModule;
import dev.switchboard.server.config.Configuration;
import dev.switchboard.server.config.LiveSettings;
import dev.switchboard.server.time.VirtualTime;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator is told of rights, by a whole switch. */
class WhoMayTest {

    @Kind("draw")
    @Needs(value = "publish", room = "room")
    private record Draw(String room) {}

    private static final MessagePlugin BOARDS = context -> context.on(Draw.class, (_, _) -> {});

    private static final String UNKNOWN_TOKEN =
            "\nWhat a token grants is not known here, and comes before this; --rooms tells it.";

    @TempDir private Path home;
    private @Nullable SwitchCore core;

    @AfterEach
    void close() {
        if (core != null) {
            core.close();
        }
    }

    private LiveSettings start(String rights, MessagePlugin... plugins) throws Exception {
        var settings = new LiveSettings(Configuration.of(rights));
        core =
                SwitchCoreModule.assemble(
                        settings, home::resolve, new VirtualTime(), Thread.ofVirtual().factory());
        for (int each = 0; each < plugins.length; each++) {
            core.plugins()
                    .present(
                            plugins[each],
                            "id = p%d, version = 1.0.0, api = \"1.0\"".formatted(each),
                            "");
        }
        core.start();
        return settings;
    }

    private String tell(Optional<Identity> who, String action, @Nullable String room) {
        return new WhoMay(core)
                .tell(who, action, Optional.ofNullable(room))
                .toCompletableFuture()
                .join();
    }

    private static Optional<Identity> ann() {
        return Optional.of(Identity.of("ann"));
    }

    @Test
    void yesOrNoAndByWhichRule() throws Exception {
        start("rights.rules = [ { deny = [publish], users = [ann] } ]", BOARDS);
        assertThat(tell(ann(), "publish", "r")).isEqualTo("no, by rule 1 of rights.rules");
        assertThat(tell(Optional.empty(), "publish", "r")).isEqualTo("yes, by rights.otherwise");
    }

    @Test
    void whatATokenGrantsCountsIfItIsTold() throws Exception {
        start("", BOARDS);
        var granted = List.of(new Grant(Set.of("join"), "r"));
        assertThat(tell(ann(), "join", "r")).isEqualTo("yes, by rights.otherwise" + UNKNOWN_TOKEN);
        assertThat(tell(ann().map(it -> it.granted(granted)), "join", "s"))
                .isEqualTo("no, by the grants of ann");
    }

    @Test
    void anActionThatNoKindNeedsIsNamed() throws Exception {
        start("", BOARDS);
        assertThat(tell(Optional.empty(), "publsh", null))
                .isEqualTo(
                        "yes, by rights.otherwise\n"
                                + "No kind needs the action publsh; did you mean publish?");
    }

    @Test
    void pluginsThatDecideAreAsked() throws Exception {
        start(
                "",
                context ->
                        context.authorize(question -> {
                            assertThat(question.client()).isEmpty();
                            return question.room().isEmpty() ? Verdict.NO_OPINION : Verdict.DENY;
                        }));
        assertThat(tell(Optional.empty(), "join", "r")).isEqualTo("no, by the plugin p0");
    }

    @Test
    void aReloadChangesWhatHolds() throws Exception {
        var settings = start("", BOARDS);
        var _ = settings.change(Configuration.of("rights.otherwise = deny"));
        assertThat(tell(Optional.empty(), "publish", "r")).isEqualTo("no, by rights.otherwise");
    }

    @Test
    void thePathIsTheRoomOfConnecting() throws Exception {
        start("rights { otherwise = deny, rules = [ { deny = [connect], rooms = [\"/raw\"] } ] }");
        assertThat(tell(Optional.empty(), "connect", "/raw"))
                .isEqualTo("no, by rule 1 of rights.rules");
        assertThat(tell(Optional.empty(), "connect", "/ws"))
                .isEqualTo("yes, by default: nothing says who may connect here");
    }
}
