// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two builds of the same sources are the same bytes, all but the start cache: that holds what a run
 * was like, and no two runs are alike. It builds everything once more, so it is left to the machine
 * that checks changes; to run it by hand: {@code CI=true ./test}.
 */
@EnabledIfEnvironmentVariable(named = "CI", matches = "true")
class ReproducibleIT {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /**
     * Elsewhere, by somebody with other habits: another folder, another umask, time zone, language.
     */
    @Test
    void aSecondBuildElsewhereHasTheSameSums(@TempDir Path elsewhere) throws IOException {
        Outcome copied =
                Outcome.of(
                        new ProcessBuilder(
                                        "sh",
                                        "-c",
                                        "tar cf - --exclude=target --exclude=.git --exclude=node_modules ."
                                                + " | tar xf - -C \"$0\"",
                                        elsewhere.toString())
                                .directory(ROOT.toFile()));
        assertThat(copied.exitCode()).as(copied.toString()).isZero();

        ProcessBuilder build =
                new ProcessBuilder(
                                "sh",
                                "-c",
                                // What was checked once need not be checked again.
                                "exec ./mvnw -q -B -T1C -pl distribution -am verify"
                                        + " -Dmaven.test.skip=true -Dspotless.check.skip=true"
                                        + " -Derrorprone.main=-XepDisableAllChecks")
                        .directory(elsewhere.toFile());
        build.environment().put("JAVA_HOME", System.getProperty("java.home"));
        build.environment().put("TZ", "Asia/Kathmandu");
        build.environment().put("LC_ALL", "C");
        Outcome built = Outcome.of(build, Duration.ofMinutes(10));
        assertThat(built.exitCode()).as(built.toString()).isZero();

        assertThat(sums(elsewhere.resolve("distribution/target")))
                .as("if classes were deleted or renamed since the last ./mvnw clean, run it first")
                .isEqualTo(sums(Path.of("target")));
    }

    /**
     * The sums of everything that is offered: of whole files, and of what is in the tarball with
     * the start cache, but for that cache and the runtime's class archive, which Java writes.
     */
    private static String sums(Path target) throws IOException {
        Outcome sums =
                Outcome.of(
                        new ProcessBuilder(
                                        "sh",
                                        "-ec",
                                        """
                                        grep -v -e '-linux-' SHA256SUMS
                                        tar tvf *-linux-*.tar.gz | grep -v -e '/switchboard[.]aot$' -e '/classes_coh[.]jsa$'
                                        tar xf *-linux-*.tar.gz --exclude='*/switchboard.aot' --exclude='*/classes_coh.jsa' \\
                                            --to-command=sha256sum
                                        """)
                                .directory(target.toFile()));
        assertThat(sums.exitCode()).as(sums.toString()).isZero();
        assertThat(sums.out()).contains("sbom.json", "runtime/bin/java", "switchboard.key");
        return sums.out();
    }
}
