// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.server.cli.CommandLine.WrongUsage;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the commands about revocations ask of the admin port. */
class RevokeCommandTest {

    private static List<String> words(String line) {
        return line.isEmpty() ? List.of() : List.of(line.split(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "user ann, POST /revocations/user?name=ann",
        "user a&b=c+ä, POST /revocations/user?name=a%26b%3Dc%2B%C3%A4",
        "user --before, POST /revocations/user?name=--before",
        "user ann --before 2026-11-28T10:00:00Z,"
                + " POST /revocations/user?name=ann&before=2026-11-28T10%3A00%3A00Z",
        "token 7, POST /revocations/token?name=7",
        "client 4711, DELETE /clients?id=4711",
        "everybody, POST /revocations/everybody",
        "everybody --before x, POST /revocations/everybody?before=x",
    })
    void revoke(String line, String request) throws Exception {
        var command = RevokeCommand.revoke(words(line));
        assertThat(command.method() + " " + command.path()).isEqualTo(request);
    }

    @ParameterizedTest
    @CsvSource({
        "'', GET /revocations?format=text",
        "forget user ann, DELETE /revocations/user?name=ann",
        "forget token 7, DELETE /revocations/token?name=7",
        "forget everybody, DELETE /revocations/everybody",
    })
    void revocations(String line, String request) throws Exception {
        var command = RevokeCommand.revocations(words(line));
        assertThat(command.method() + " " + command.path()).isEqualTo(request);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "user",
                "ann",
                "user ann bob",
                "token 7 --before x",
                "client 7 --before x",
                "client",
                "everybody ann",
                "--before x",
                "everybody --before",
            })
    void whatIsNotUnderstoodRevokesNothing(String line) {
        assertThatThrownBy(() -> RevokeCommand.revoke(words(line)))
                .isInstanceOf(WrongUsage.class)
                .hasMessageContaining("revoke user NAME");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ann", "forget", "forget client 7", "forget ann", "forget user"})
    void whatIsNotUnderstoodForgetsNothing(String line) {
        assertThatThrownBy(() -> RevokeCommand.revocations(words(line)))
                .isInstanceOf(WrongUsage.class)
                .hasMessageContaining("revocations forget");
    }
}
