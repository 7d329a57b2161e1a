// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.api.Identity;
import dev.switchboard.server.client.Revocation.What;
import dev.switchboard.server.time.VirtualTime;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is revoked, and what of it is left after a restart. */
class RevocationsTest {

    private static final Duration LIFE = Duration.ofHours(24);

    @TempDir private Path folder;
    private final VirtualTime time = new VirtualTime();
    private Revocations revocations;

    @BeforeEach
    void start() {
        restart();
    }

    private void restart() {
        revocations = new Revocations(time);
        revocations.keepIn(folder);
    }

    private Path file() {
        return folder.resolve("revocations");
    }

    private void revoke(What what, String name) {
        var now = time.instant();
        revocations.add(new Revocation(what, name, now, now.plus(LIFE)));
    }

    private boolean isRevoked(String user, Instant issuedAt) {
        return revocations.isRevoked(Identity.of(user).issuedAt(issuedAt));
    }

    private boolean isRevoked(String user) {
        return isRevoked(user, time.instant());
    }

    private boolean isTokenRevoked(String id) {
        return revocations.isRevoked(
                new Identity(
                        "ann",
                        Optional.empty(),
                        Optional.of(time.instant()),
                        Optional.empty(),
                        Optional.of(id)));
    }

    @Test
    void nothingIsKeptOfNothing() {
        assertThat(file()).doesNotExist();
        assertThat(isRevoked("ann")).isFalse();
    }

    @Test
    void aUserIsRevokedWithAllThatIsOldOrDoesNotSayHowOldItIs() {
        revoke(What.USER, "ann");
        assertThat(isRevoked("ann")).isTrue();
        assertThat(isRevoked("ann", time.instant().minusSeconds(5))).isTrue();
        assertThat(revocations.isRevoked(Identity.of("ann"))).isTrue();
        assertThat(isRevoked("ann", time.instant().plusMillis(1))).isFalse();
        assertThat(isRevoked("anna")).isFalse();
    }

    @Test
    void aTokenIsRevokedHoweverNewItIs() {
        revoke(What.TOKEN, "7");
        time.advance(Duration.ofHours(1));
        assertThat(isTokenRevoked("7")).isTrue();
        assertThat(isTokenRevoked("77")).isFalse();
        assertThat(isRevoked("7")).as("a user of this name").isFalse();
    }

    @Test
    void everybodyIsRevokedWithAllThatIsOld() {
        revoke(What.EVERYBODY, "");
        assertThat(isRevoked("ann")).isTrue();
        assertThat(isRevoked("bob")).isTrue();
        time.advance(Duration.ofMillis(1));
        assertThat(isRevoked("ann")).isFalse();
    }

    @Test
    void theLaterOneOfTheSameUserCounts() {
        var early = time.instant().minusSeconds(100);
        revoke(What.USER, "ann");
        revocations.add(new Revocation(What.USER, "ann", early, early.plus(LIFE)));
        restart();
        assertThat(isRevoked("ann")).isTrue();
        assertThat(revocations.list()).hasSize(1);
    }

    @Test
    void allAreThereAfterARestartWithNamesOfAnyKind() {
        revoke(What.USER, "ann = 1\n USER \u00e4\u2028+%20");
        revoke(What.TOKEN, "");
        revoke(What.EVERYBODY, "");
        var before = revocations.list();
        restart();
        assertThat(revocations.list()).containsExactlyInAnyOrderElementsOf(before);
        assertThat(isTokenRevoked("")).isTrue();
    }

    @Test
    void oneThatIsTakenBackIsGoneAfterARestartToo() {
        revoke(What.USER, "ann");
        revoke(What.USER, "bob");
        assertThat(revocations.remove(What.USER, "ann")).isTrue();
        assertThat(revocations.remove(What.USER, "ann")).isFalse();
        restart();
        assertThat(isRevoked("ann")).isFalse();
        assertThat(isRevoked("bob")).isTrue();
    }

    @Test
    void whatCannotMatterAnyMoreIsForgotten() throws Exception {
        revoke(What.USER, "ann");
        time.advance(LIFE.minusSeconds(1));
        restart();
        assertThat(revocations.list()).hasSize(1);
        time.advance(Duration.ofSeconds(1));
        assertThat(revocations.list()).isEmpty();
        revoke(What.USER, "bob");
        assertThat(Files.readAllLines(file())).hasSize(1);
        time.advance(LIFE);
        restart();
        assertThat(Files.readAllLines(file())).isEmpty();
    }

    @Test
    void aLineThatWasCutOffHarmsNoOther() throws Exception {
        revoke(What.USER, "ann");
        var whole = Files.readAllBytes(file());
        for (int cut = 1; cut < whole.length; cut++) {
            Files.write(file(), whole);
            Files.write(file(), Arrays.copyOf(whole, cut), StandardOpenOption.APPEND);
            restart();
            assertThat(isRevoked("ann")).as("after %d bytes more", cut).isTrue();
            revoke(What.USER, "bob");
            restart();
            assertThat(isRevoked("bob")).as("added behind %d bytes more", cut).isTrue();
            assertThat(isRevoked("ann")).isTrue();
        }
    }

    @Test
    void aFileThatCannotBeReadLetsNobodyStart() throws Exception {
        Files.createDirectories(file());
        assertThatThrownBy(this::restart)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("revocations");
    }

    @Test
    void whatCannotBeKeptIsSaidAndCountsAllTheSame() throws Exception {
        var kept = folder.resolve("gone");
        revocations = new Revocations(time);
        revocations.keepIn(kept);
        Files.writeString(kept, "not a folder", UTF_8);
        assertThatThrownBy(() -> revoke(What.USER, "ann"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("restart");
        assertThat(isRevoked("ann")).isTrue();
    }
}
