// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.comparison.scenario.Scenario;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OptionsTest {

    @Test
    void withoutWordsEverybodyDoesEverything() {
        Options options = Options.parse(List.of());

        assertThat(options.rounds()).isEqualTo(5);
        assertThat(options.only()).contains(Scenario.A, Scenario.START);
        assertThat(options.wants("anybody")).isTrue();
    }

    @Test
    void aLetterStandsForAllThatBeginWithIt() {
        assertThat(Options.parse(List.of("--only", "a,b32,d")).only())
                .containsExactlyInAnyOrder(Scenario.A, Scenario.B32, Scenario.ECHO, Scenario.PING);
        assertThat(Options.parse(List.of("--only", "b")).only())
                .containsExactlyInAnyOrder(Scenario.B4, Scenario.B32);
        assertThat(Options.parse(List.of("--only", "c-full")).only())
                .containsExactlyInAnyOrder(Scenario.C_FULL, Scenario.C_FULL_32);
    }

    @Test
    void onlyTheServersThatWereNamed() {
        Options options = Options.parse(List.of("--servers", "switchboard,go"));

        assertThat(options.wants("go")).isTrue();
        assertThat(options.wants("vertx")).isFalse();
    }

    @Test
    void resultsMayComeFromSeveralFolders() {
        assertThat(Options.parse(List.of("--from", "one", "--from", "two")).from())
                .containsExactly(Path.of("one"), Path.of("two"));
    }

    @Test
    void buildsOfTheSwitchHaveNamesAndRunWithoutPeers(@TempDir Path folder) {
        String old = "old=" + folder;
        String now = "new=" + folder;

        Options options = Options.parse(List.of("--switchboard", old, "--switchboard", now));

        assertThat(options.builds()).containsOnlyKeys("old", "new").containsValue(folder);
        assertThat(options.wants("switchboard")).isTrue();
        assertThat(options.wants("limit")).isFalse();
    }

    @Test
    void twoBuildsUnderOneNameAreRefused(@TempDir Path folder) {
        String place = folder.toString();

        assertThatThrownBy(() ->
                        Options.parse(List.of("--switchboard", place, "--switchboard", place)))
                .hasMessageContaining("two names");
        assertThatThrownBy(() -> Options.parse(List.of("--switchboard", "Old=" + place)))
                .hasMessageContaining("not 'Old'");
        assertThatThrownBy(() -> Options.parse(List.of("--switchboard", "/no/such/folder")))
                .hasMessage("there is no /no/such/folder");
    }

    @Test
    void minutesMayBeFractions() {
        assertThat(Options.parse(List.of("--pauses", "0.5")).pauses())
                .isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> Options.parse(List.of("--fast")))
                .hasMessageContaining("no option '--fast'");
        assertThatThrownBy(() -> Options.parse(List.of("--only", "z")))
                .hasMessageContaining("no scenario 'z'");
        assertThatThrownBy(() -> Options.parse(List.of("--rounds")))
                .hasMessage("--rounds needs a value");
        assertThatThrownBy(() -> Options.parse(List.of("--rounds", "0")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
