// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.comparison.server.Entrants;
import dev.switchboard.comparison.server.SwitchTree;
import dev.switchboard.hostile.attack.Assault;
import dev.switchboard.hostile.attack.Assaults;
import dev.switchboard.hostile.report.Report;
import dev.switchboard.hostile.report.Row;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The switch of the tarball that was just built lives through attacks, and loses nobody honest. */
class HostileIT {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

    @TempDir private static Path folder;

    private static SwitchTree tree;

    @BeforeAll
    static void unpack() throws IOException {
        Entrants entrants = new Entrants(ROOT, folder);
        entrants.addSwitch();
        tree = (SwitchTree) entrants.contenders().getFirst();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "chat-echo",
                "above-rate",
                "stopped-readers",
                "pipelined-ws",
                "half-handshakes",
                "half-messages"
            })
    void honestClientsAreServedDuring(String attack) throws IOException {
        Row row = new Battle(Form.SHORT).fight("", tree.home(), named(attack));

        assertThat(row.failures(Form.SHORT.slowest()))
                .as(Report.line(row, Form.SHORT.slowest()))
                .isEmpty();
    }

    private static Assault named(String name) {
        return Assaults.all(false).stream()
                .filter(assault -> assault.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
