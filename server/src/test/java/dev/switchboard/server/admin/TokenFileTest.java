// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenFileTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir private Path folder;

    @Test
    void aTokenThatIsMadeIsThereAndItsTextIsNot() throws IOException {
        String secret = make("ci", Scope.READ);

        assertThat(file().read())
                .singleElement()
                .satisfies(token -> {
                    assertThat(token.name()).isEqualTo("ci");
                    assertThat(token.scopes()).containsExactly(Scope.READ);
                    assertThat(token.made()).isEqualTo(NOW);
                    assertThat(token.end()).contains(NOW.plusSeconds(60));
                    assertThat(token.hash()).isEqualTo(AdminToken.hash(secret));
                });
        assertThat(secret).startsWith("swadmin_").hasSize(8 + 64);
        assertThat(Files.readString(path())).contains("ci read").doesNotContain(secret);
    }

    @Test
    void noTwoTokensAreAlike() throws IOException {
        assertThat(make("a", Scope.READ)).isNotEqualTo(make("b", Scope.READ));
    }

    @Test
    void onlyItsOwnerMayReadTheFile() throws IOException {
        make("ci", Scope.READ);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path())))
                .isEqualTo("rw-------");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-----w-"})
    void aFileThatOthersMayReadOrWriteIsRefused(String permissions) throws IOException {
        make("ci", Scope.READ);
        Files.setPosixFilePermissions(path(), PosixFilePermissions.fromString(permissions));

        assertThatThrownBy(file()::read)
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "%1$s may be read or written by others than its owner; chmod 600 %1$s changes that",
                        path());
    }

    @Test
    void aRevokedTokenIsGoneAndTheOthersStay() throws IOException {
        make("a", Scope.READ);
        make("b", Scope.READ, Scope.OPERATE);
        file().revoke("a");

        assertThat(file().read()).extracting(AdminToken::name).containsExactly("b");
        assertThatThrownBy(() -> file().revoke("a")).hasMessage("there is no token a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ci", "admin.token"})
    void aNameThatIsTakenIsRefused(String name) throws IOException {
        make("ci", Scope.READ);

        assertThatThrownBy(() -> make(name, Scope.OPERATE))
                .hasMessage("there is a token " + name + " already");
        assertThat(file().read()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\nb", "-a", "ü"})
    void aNameThatWouldNotFitIntoTheFileIsRefused(String name) {
        assertThatThrownBy(() -> make(name, Scope.READ))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a name has 1 to 64 letters");
        assertThat(path()).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ci read", "ci write 2026-01-01T00:00:00Z never 0", "ci read x never 0"})
    void aLineThatIsNoTokenIsNamed(String line) throws IOException {
        make("a", Scope.READ);
        Files.writeString(path(), "\n" + line + "\n");

        assertThatThrownBy(file()::read)
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(path() + ":2: this is no token: ");
    }

    @Test
    void withoutAFileThereAreNoTokens() throws IOException {
        assertThat(file().read()).isEmpty();
        assertThat(file().state()).isEmpty();
    }

    /** Each through a file of its own, as processes would; none undoes what another has done. */
    @Test
    void changesAtTheSameTimeAllCount() throws Exception {
        List<Callable<String>> all = new ArrayList<>();
        for (int each = 0; each < 20; each++) {
            String name = "t" + each;
            all.add(() -> make(name, Scope.READ));
        }
        try (var one = Executors.newSingleThreadExecutor();
                var other = Executors.newSingleThreadExecutor()) {
            var first = one.submit(() -> makeHere(all.subList(0, 10)));
            var second = other.submit(() -> makeInAnotherProcess("x", 3));
            first.get();
            second.get();
        }
        assertThat(file().read()).hasSize(13);
    }

    private static boolean makeHere(List<Callable<String>> all) throws Exception {
        for (var each : all) {
            each.call();
        }
        return true;
    }

    private boolean makeInAnotherProcess(String name, int count) throws Exception {
        for (int each = 0; each < count; each++) {
            var process =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-XX:TieredStopAtLevel=1",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    "dev.switchboard.server.Main",
                                    "admin-token",
                                    "make",
                                    "--name",
                                    name + each,
                                    "--scope",
                                    "read",
                                    "--data",
                                    folder.toString())
                            .redirectErrorStream(true)
                            .start();
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(said).isZero();
        }
        return true;
    }

    private String make(String name, Scope... scopes) throws IOException {
        return file().make(
                        name,
                        scopes.length == 0 ? EnumSet.noneOf(Scope.class) : Set.of(scopes),
                        NOW,
                        Optional.of(NOW.plusSeconds(60)));
    }

    private TokenFile file() {
        return TokenFile.in(folder);
    }

    private Path path() {
        return folder.resolve("admin-tokens");
    }
}
