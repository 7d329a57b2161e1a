// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchboard.server.cli.CommandLine.WrongUsage;
import dev.switchboard.server.config.Configuration;
import dev.switchboard.server.config.LoggingSettings;
import dev.switchboard.server.config.binding.ConfigurationException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandLineTest {

    @Test
    void foldersAndOptionsMayStandOnBothSidesOfTheCommand() throws WrongUsage {
        CommandLine line =
                CommandLine.parse(
                        List.of("--home", "/opt/sb", "config", "--changed", "--conf", "/etc/sb"));

        assertThat(line.command()).isEqualTo("config");
        assertThat(line.options()).containsExactly("--changed");
        assertThat(line.folders().home()).isEqualTo(Path.of("/opt/sb"));
        assertThat(line.folders().conf()).isEqualTo(Path.of("/etc/sb"));
        assertThat(line.folders().logs()).isEqualTo(Path.of("/opt/sb/logs"));
    }

    @Test
    void aFolderThatIsMissingAtTheEndIsAMistake() {
        assertThatExceptionOfType(WrongUsage.class)
                .isThrownBy(() -> CommandLine.parse(List.of("run", "--conf")))
                .withMessageContaining("--conf");
    }

    @Test
    void noCommandIsAMistake() {
        assertThatExceptionOfType(WrongUsage.class)
                .isThrownBy(() -> CommandLine.parse(List.of("--home", "/opt/sb")));
    }

    @Test
    void anUnknownOptionIsNamedTogetherWithTheKnownOne() throws WrongUsage {
        CommandLine line = CommandLine.parse(List.of("config", "--chnaged"));

        assertThatExceptionOfType(WrongUsage.class)
                .isThrownBy(() -> line.has("--changed"))
                .withMessageContainingAll("--chnaged", "--changed");
    }

    @Test
    void inTheForegroundTheLogGoesToTheStandardOutput() throws Exception {
        assertThat(line("run").logFile(logging(""))).isEmpty();
    }

    @Test
    void inTheBackgroundTheLogGoesToItsFolder() throws Exception {
        assertThat(line("run", "--background").logFile(logging("")))
                .contains(Path.of("/var/log/sb/switchboard.log"));
    }

    @Test
    void theConfiguredLogFileWins() throws Exception {
        assertThat(line("run", "--background").logFile(logging("logs/own.log")))
                .contains(Path.of("/var/log/sb/own.log"));
    }

    private static CommandLine line(String... words) throws WrongUsage {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--logs", "/var/log/sb"));
        return CommandLine.parse(all);
    }

    private static LoggingSettings logging(String file) throws ConfigurationException {
        return Configuration.of("logging.file = \"" + file + "\"").settings().logging();
    }
}
