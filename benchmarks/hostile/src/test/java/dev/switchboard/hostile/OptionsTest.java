// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OptionsTest {
    private static final Path ROOT = Path.of("root");

    @Test
    void withoutAWordEverythingIsMadeAtFullLengthAndWrittenDown() {
        Options options = Options.parse(List.of());

        assertThat(options.form()).isEqualTo(Form.LONG);
        assertThat(options.wants("chat-echo")).isTrue();
        assertThat(options.pageBelow(ROOT)).contains(ROOT.resolve("docs/hostile.md"));
    }

    @Test
    void aPartOfItReplacesNoPage() {
        assertThat(Options.parse(List.of("--short")).pageBelow(ROOT)).isEmpty();
        assertThat(Options.parse(List.of("--only", "chat")).pageBelow(ROOT)).isEmpty();
        assertThat(Options.parse(List.of("--short", "--page", "p.md")).pageBelow(ROOT))
                .contains(Path.of("p.md"));
    }

    @Test
    void aWordTakesAllAttacksThatBeginWithIt() {
        Options options = Options.parse(List.of("--only", "talkers,chat-e"));

        assertThat(options.wants("talkers-20")).isTrue();
        assertThat(options.wants("chat-echo")).isTrue();
        assertThat(options.wants("chat-direct")).isFalse();
    }

    @Test
    void buildsHaveNames(@TempDir Path old, @TempDir Path fresh) {
        Options options =
                Options.parse(List.of("--switch", "old=" + old, "--switch", "new=" + fresh));

        assertThat(options.builds()).containsOnlyKeys("old", "new").containsEntry("old", old);
        assertThat(options.pageBelow(ROOT)).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Options.parse(
                                List.of("--switch", old.toString(), "--switch", fresh.toString())))
                .withMessageContaining("two names");
    }

    @Test
    void clientsToBeSentAwayComeInTens() {
        assertThat(Options.parse(List.of("--drain", "10000")).drain()).hasValue(10_000);
        assertThat(Options.parse(List.of()).drain()).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.parse(List.of("--drain", "15")))
                .withMessageContaining("in tens");
    }

    @Test
    void onlyALongSoakReplacesThePage() {
        Options options = Options.parse(List.of("--soak", "8h"));

        assertThat(options.soak()).contains(Duration.ofHours(8));
        assertThat(options.pageBelow(ROOT)).contains(ROOT.resolve("docs/soak.md"));
        assertThat(Options.parse(List.of("--soak", "90s")).pageBelow(ROOT)).isEmpty();
        assertThat(Options.parse(List.of("--soak", "90s", "--page", "p.md")).pageBelow(ROOT))
                .contains(Path.of("p.md"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.parse(List.of("--soak", "long")))
                .withMessageContaining("'long' is no time");
    }

    @Test
    void whatIsNotThereIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.parse(List.of("--switch", "/no/such/tarball")))
                .withMessageContaining("/no/such/tarball");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.parse(List.of("--all")))
                .withMessageContaining("'--all'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.parse(List.of("--only")))
                .withMessageContaining("--only needs a value");
    }
}
