// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.distribution.Outcome;
import dev.switchboard.distribution.Tarball;
import dev.switchboard.distribution.UnpackedSwitch;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A room that two people may enter, made by the commands that {@code AUTH.md} tells a newcomer. */
class RoomOfTwoIT {
    private static final String KEY = "/etc/switchboard/tokens.pem";

    @AutoClose private final UnpackedSwitch unpacked = UnpackedSwitch.of(Tarball.WITH_JAVA);

    private String key() {
        return unpacked.above().resolve("tokens.pem").toString();
    }

    /** Runs the command below a line, as it stands there, but for the place of the key. */
    private String run(String line, String... more) throws IOException {
        var words =
                List.of(
                        Guide.AUTH
                                .indented(line, Map.of(KEY, "KEY"))
                                .strip()
                                .replaceAll("\\\\\n", " ")
                                .split("\\s+"));
        assertThat(words.getFirst()).isEqualTo("bin/switchboard");
        var command =
                new ArrayList<>(
                        words.stream().skip(1).map(word -> word.replace("KEY", key())).toList());
        if (more.length > 0) {
            command.set(command.size() - 1, more[0]); // another user
        }
        Outcome outcome = unpacked.run(command.toArray(String[]::new));
        assertThat(outcome.exitCode()).as(outcome.toString()).isZero();
        return outcome.out().strip();
    }

    @Test
    void whoeverFollowsThePageHasOne() throws Exception {
        run("First make a key:");
        Files.writeString(
                unpacked.home().resolve("conf/plugins.d/auth-jwt.conf"),
                Guide.AUTH.indented(
                        "Tell the switch that it signs your tokens, in `conf/plugins.d/auth-jwt.conf`:",
                        Map.of(KEY, key())));
        unpacked.configured(
                Guide.AUTH.indented("Say who may do what, in `conf/switchboard.conf`:", Map.of()));
        assertThat(unpacked.run("validate").complaints()).isEmpty();
        unpacked.start();
        String tokenLine = "Make a token for each of them:";
        String ann = run(tokenLine);
        String bob = run(tokenLine, "bob");
        String eve = run(tokenLine, "eve");

        try (var first = Talker.at(unpacked.websocket());
                var second = Talker.at(unpacked.websocket());
                var third = Talker.at(unpacked.websocket());
                var nobody = Talker.at(unpacked.websocket())) {
            assertThat(nobody.ask("{\"msg_type\":\"hello\",\"id\":%s}"))
                    .contains("\"login_needed\":true");
            assertThat(first.login(ann)).contains("\"user\":\"ann\"");
            assertThat(second.login(bob)).contains("\"user\":\"bob\"");
            assertThat(third.login(eve)).contains("\"user\":\"eve\"");
            first.join("board");
            second.join("board");
            assertThat(third.ask("{\"msg_type\":\"join_room\",\"room\":\"board\",\"id\":%s}"))
                    .contains("\"code\":\"forbidden\"");
            first.say("{\"msg_type\":\"room_message\",\"room\":\"board\",\"content\":\"psst\"}");
            first.say("{\"msg_type\":\"chat\",\"content\":\"hello all\"}");
            assertThat(second.hear()).contains("psst");
            assertThat(second.hear()).contains("hello all");
            assertThat(third.hear()).contains("hello all");
            assertThat(nobody.farewell().code()).isEqualTo(4501);
            assertThat(nobody.heardUntilTheEnd()).isEmpty();
        }
        Outcome why = unpacked.run("may", "eve", "join", "board");
        assertThat(why.exitCode()).isEqualTo(1);
        assertThat(why.out()).startsWith("no").contains("rule 2");
    }
}
