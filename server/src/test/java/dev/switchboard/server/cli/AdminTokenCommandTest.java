// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.server.admin.AdminToken;
import dev.switchboard.server.admin.Scope;
import dev.switchboard.server.admin.TokenFile;
import dev.switchboard.server.cli.CommandLine.WrongUsage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdminTokenCommandTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.123Z");

    @TempDir private Path folder;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void theTokenIsPrintedOnceAndAlone() throws Exception {
        execute("make --name ci --scope read");
        assertThat(text()).matches("swadmin_[0-9a-f]{64}\n");

        out.reset();
        execute("list");
        assertThat(text())
                .isEqualTo(
                        """
                        NAME                     SCOPE         MADE                  EXPIRES
                        ci                       read          2026-01-01T00:00:00Z  never
                        """);
    }

    @Test
    void scopesAndTheEndAreTaken() throws Exception {
        execute("make --name ci --scope operate,read --expires 90d");

        assertThat(TokenFile.in(folder).read())
                .singleElement()
                .satisfies(token -> {
                    assertThat(token.scopes()).containsExactlyInAnyOrder(Scope.READ, Scope.OPERATE);
                    assertThat(token.end()).contains(Instant.parse("2026-04-01T00:00:00Z"));
                });
        out.reset();
        command().execute(List.of("list"), NOW.plusSeconds(91 * 86_400));
        assertThat(text()).contains("read,operate").endsWith("2026-04-01T00:00:00Z (expired)\n");
    }

    @Test
    void aRevokedTokenIsGone() throws Exception {
        execute("make --name a --scope read");
        execute("make --name b --scope read");
        execute("revoke a");

        assertThat(TokenFile.in(folder).read()).extracting(AdminToken::name).containsExactly("b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mak",
                "make --name ci",
                "make --scope read",
                "make --name ci --scope",
                "make --name ci --scope write",
                "make --name ci --scope read --expires soon",
                "make --name ci --name cd --scope read",
                "make --name c/i --scope read",
                "make --name ci --scope read --force yes",
                "list all",
                "revoke",
                "revoke a b"
            })
    void anythingElseIsWrongAndMakesNothing(String words) {
        assertThatThrownBy(() -> execute(words)).isInstanceOf(WrongUsage.class);
        assertThat(folder).isEmptyDirectory();
        assertThat(text()).isEmpty();
    }

    private AdminTokenCommand command() {
        return new AdminTokenCommand(TokenFile.in(folder), new PrintStream(out));
    }

    private void execute(String words) throws Exception {
        command().execute(words.isEmpty() ? List.of() : List.of(words.split(" ", -1)), NOW);
    }

    private String text() {
        return out.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
