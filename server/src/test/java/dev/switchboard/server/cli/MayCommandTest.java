// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.server.cli.CommandLine.WrongUsage;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MayCommandTest {

    private static MayCommand command(String words) throws WrongUsage {
        return MayCommand.of(words.isEmpty() ? List.of() : List.of(words.split(" ", -1)));
    }

    @Test
    void itTellsWhoWantsToDoWhatAndWhere() throws WrongUsage {
        assertThat(command("ann chat"))
                .isEqualTo(new MayCommand(Optional.of("ann"), "chat", Optional.empty(), List.of()));
        assertThat(command("ann join team-7.x --rooms team-*:r --rooms news"))
                .isEqualTo(
                        new MayCommand(
                                Optional.of("ann"),
                                "join",
                                Optional.of("team-7.x"),
                                List.of("team-*:r", "news")));
        assertThat(command("--anonymous join lobby"))
                .isEqualTo(
                        new MayCommand(Optional.empty(), "join", Optional.of("lobby"), List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ann",
                "--anonymous",
                "ann join r more",
                "--anonymous join r more",
                "--anonymous join r --rooms r",
                "ann join r --rooms",
                "ann join --who"
            })
    void otherWordsAreAMistake(String words) {
        assertThatThrownBy(() -> command(words))
                .isInstanceOf(WrongUsage.class)
                .hasMessageContaining("may needs USER ACTION [ROOM]");
    }
}
